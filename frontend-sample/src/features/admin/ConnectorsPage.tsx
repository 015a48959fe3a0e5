import type { JSX } from 'react'
import type { Report } from '../../api/report'
import { useReport } from '../../api/useReport'
import { formatCount } from '../../ui/format'
import { LineChart } from '../../ui/LineChart'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import type { Point } from '../../ui/stepPath'
import { connectorsSchema, type Connectors } from './reports'

/** The connections of an instance: to the database, to RabbitMQ, and those of its callers. */
export function ConnectorsPage(): JSX.Element {
  const report = useReport({
    path: '/api/admin/connectors',
    destination: '/topic/admin/connectors',
    messageType: 'connector_stats_update',
    schema: connectorsSchema,
  })
  return (
    <Page title="Connectors">
      <Loaded from={report}>{(value) => <Connections report={value} />}</Loaded>
    </Page>
  )
}

function Connections({ report }: { report: Report<Connectors> }): JSX.Element {
  const { instance_id: instance, database, rabbitmq } = report.current
  const points = (read: (of: Connectors) => number): readonly Point[] =>
    report.samples.map(({ at, value }) => ({ at, value: read(value) }))
  return (
    <>
      <p className="muted">Instance {instance}</p>
      <div className="board">
        <section className="board__card" aria-label="Database">
          <h2>Database</h2>
          <LineChart
            label="Connections in use"
            points={points((of) => of.database.active)}
            format={formatCount}
            top={database.most}
          />
          <p className="muted">
            {formatCount(database.idle)} idle, at most {formatCount(database.most)}
          </p>
          <LineChart
            label="Threads that wait for one"
            points={points((of) => of.database.pending)}
            format={formatCount}
          />
        </section>
        <section className="board__card" aria-label="HTTP">
          <h2>HTTP</h2>
          <LineChart
            label="Open connections"
            points={points((of) => of.http.open)}
            format={formatCount}
          />
        </section>
        <section className="board__card" aria-label="RabbitMQ">
          <h2>RabbitMQ</h2>
          <p>{describeBroker(rabbitmq)}</p>
        </section>
      </div>
    </>
  )
}

function describeBroker(rabbitmq: Connectors['rabbitmq']): string {
  if (!rabbitmq) return 'Not in use'
  const receiving = rabbitmq.consuming ? 'Messages come in' : 'No messages come in'
  return `${receiving}; RabbitMQ ${rabbitmq.blocked ? 'refuses to take any' : 'takes them'}`
}
