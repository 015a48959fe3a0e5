import { useSyncExternalStore, type JSX } from 'react'
import { useTidingsClient } from 'tidings-react'
import { trafficStore } from '../../api/traffic'
import { formatBytes, formatCount, formatTime } from '../../ui/format'
import { Page } from '../../ui/Page'
import { useNow } from '../../ui/useNow'
import { savingsOf, type Saving } from './savings'

export interface SavingsPageProps {
  /** When the count began, in milliseconds since 1970. */
  readonly since: number
  /** Milliseconds between the polls that the client counts as saved. */
  readonly pollInterval: number
}

/** What polling would have cost while changes came by themselves. */
export function SavingsPage({ since, pollInterval }: SavingsPageProps): JSX.Element {
  const client = useTidingsClient()
  const traffic = useSyncExternalStore(trafficStore.subscribe, trafficStore.getSnapshot)
  useNow(1_000)
  const { savedRequests } = client.counters
  const lists = client.feeds.length
  const savings = savingsOf({ savedRequests, pollInterval, lists, ...traffic })
  return (
    <Page title="Requests saved">
      <p>
        Since {formatTime(since)}, changes came to this page by themselves. A page that asks for
        each of its lists at an interval would have sent, on top of the{' '}
        {formatCount(traffic.requests)} requests that this one has sent:
      </p>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Asking every</th>
            <th scope="col">Requests</th>
            <th scope="col">In an hour</th>
            <th scope="col">Bytes</th>
          </tr>
        </thead>
        <tbody>
          {savings.map((saving) => (
            <Row key={saving.seconds} saving={saving} />
          ))}
        </tbody>
      </table>
      <p className="muted">
        Counted while the live connection was there, for each list that was kept current at the
        time; at the moment these are {formatCount(lists)}. The hour is one with these lists. Bytes
        are reckoned with {formatBytes(traffic.requests && traffic.bytes / traffic.requests)} for an
        answer, the mean of those that this page has got.
      </p>
    </Page>
  )
}

function Row({ saving }: { saving: Saving }): JSX.Element {
  const { seconds, requests, requestsPerHour, bytes } = saving
  return (
    <tr>
      <th scope="row">{seconds} s</th>
      <td>{formatCount(requests)}</td>
      <td>{formatCount(requestsPerHour)}</td>
      <td>{bytes === undefined ? '–' : formatBytes(bytes)}</td>
    </tr>
  )
}
