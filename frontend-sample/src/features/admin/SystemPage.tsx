import type { JSX } from 'react'
import type { Report } from '../../api/report'
import { useReport } from '../../api/useReport'
import { formatBytes, formatCount, formatShare } from '../../ui/format'
import { LineChart } from '../../ui/LineChart'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { systemMetricsSchema, type SystemMetrics } from './reports'

interface Gauge {
  readonly label: string
  readonly read: (metrics: SystemMetrics) => number
  readonly format: (value: number) => string
  readonly top?: number
}

const GAUGES: readonly Gauge[] = [
  { label: 'CPU of the process', read: (of) => of.process_cpu, format: formatShare, top: 1 },
  { label: 'CPU of the machine', read: (of) => of.system_cpu, format: formatShare, top: 1 },
  { label: 'Heap in use', read: (of) => of.heap_used_bytes, format: formatBytes },
  { label: 'Threads', read: (of) => of.threads, format: formatCount },
  { label: 'Sessions', read: (of) => of.sessions, format: formatCount },
  { label: 'Subscriptions', read: (of) => of.subscriptions, format: formatCount },
]

/** What an instance measures of itself. */
export function SystemPage(): JSX.Element {
  const report = useReport({
    path: '/api/admin/system-metrics',
    destination: '/topic/admin/system-metrics',
    messageType: 'system_metrics_update',
    schema: systemMetricsSchema,
  })
  return (
    <Page title="System">
      <Loaded from={report}>{(value) => <Gauges report={value} />}</Loaded>
    </Page>
  )
}

function Gauges({ report }: { report: Report<SystemMetrics> }): JSX.Element {
  return (
    <>
      <p className="muted">Instance {report.current.instance_id}</p>
      <div className="board">
        {GAUGES.map(({ read, ...gauge }) => (
          <div key={gauge.label} className="board__card">
            <LineChart
              {...gauge}
              points={report.samples.map(({ at, value }) => ({ at, value: read(value) }))}
            />
          </div>
        ))}
      </div>
    </>
  )
}
