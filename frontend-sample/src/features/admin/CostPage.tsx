import type { JSX } from 'react'
import { useReport } from '../../api/useReport'
import { formatBytes, formatCount } from '../../ui/format'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { costSchema, totalCost, type UserCost } from './reports'

/** What the executions of each user have cost. */
export function CostPage(): JSX.Element {
  const report = useReport({
    path: '/api/admin/cost',
    destination: '/topic/admin/cost',
    messageType: 'cost_analytics_update',
    schema: costSchema,
  })
  return (
    <Page title="Cost">
      <Loaded from={report}>
        {({ current: { users } }) =>
          users.length === 0 ? (
            <p className="muted">Nobody has run anything yet.</p>
          ) : (
            <Costs users={users} />
          )
        }
      </Loaded>
    </Page>
  )
}

function Costs({ users }: { users: readonly UserCost[] }): JSX.Element {
  return (
    <table className="figures figures--stacked">
      <thead>
        <tr>
          <th scope="col">User</th>
          <th scope="col">Executions</th>
          <th scope="col">CPU</th>
          <th scope="col">Read</th>
          <th scope="col">Written</th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      <tbody>
        {[...users, totalCost(users)].map((cost) => (
          <Row key={cost.user} cost={cost} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ cost }: { cost: UserCost }): JSX.Element {
  return (
    <tr>
      <th scope="row">{cost.user}</th>
      <td data-label="Executions">{formatCount(cost.executions)}</td>
      <td data-label="CPU">{(cost.cpu_nanos / 1e9).toFixed(2)} s</td>
      <td data-label="Read">{formatBytes(cost.bytes_in)}</td>
      <td data-label="Written">{formatBytes(cost.bytes_out)}</td>
      <td data-label="Cost">{cost.cost.toFixed(4)}</td>
    </tr>
  )
}
