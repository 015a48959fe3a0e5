import type { JSX, ReactNode } from 'react'
import type { Report } from '../../api/report'
import { useReport } from '../../api/useReport'
import { formatCount } from '../../ui/format'
import { LineChart } from '../../ui/LineChart'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { dashboardSchema, statusCounts, underWay, type Dashboard } from './dashboard'
import { StatusBar } from './StatusBar'

const KINDS = [
  { kind: 'executions', title: 'Executions', href: '#/executions' },
  { kind: 'jobs', title: 'Jobs', href: undefined },
  { kind: 'downloads', title: 'Downloads', href: '#/downloads' },
] as const

/** The user's work in numbers, above the latest of it. */
export function DashboardPage({ executions }: { executions: ReactNode }): JSX.Element {
  const report = useReport({
    path: '/api/dashboard',
    destination: '/user/queue/dashboard',
    messageType: 'dashboard_stats_update',
    schema: dashboardSchema,
  })
  return (
    <Page title="Dashboard">
      <Loaded from={report}>
        {(value) => (
          <div className="board">
            {KINDS.map((kind) => (
              <Kind key={kind.kind} report={value} {...kind} />
            ))}
          </div>
        )}
      </Loaded>
      {executions}
    </Page>
  )
}

interface KindProps {
  readonly report: Report<Dashboard>
  readonly kind: string
  readonly title: string
  readonly href: string | undefined
}

function Kind({ report, kind, title, href }: KindProps): JSX.Element {
  const counts = statusCounts(report.current.stats[kind] ?? {})
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className="board__card" aria-label={`${title} in numbers`}>
      <header className="board__header">
        <h2>{href === undefined ? title : <a href={href}>{title}</a>}</h2>
        <strong>{formatCount(total)}</strong>
      </header>
      {total === 0 ? <p className="muted">Nothing yet.</p> : <StatusBar counts={counts} />}
      <LineChart label="Under way" points={underWay(report.samples, kind)} format={formatCount} />
    </section>
  )
}
