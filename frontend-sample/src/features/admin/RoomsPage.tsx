import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { formatCount } from '../../ui/format'
import { LiveContent } from '../../ui/LiveContent'
import { Page } from '../../ui/Page'
import { fetchRooms, type Rooms } from './roomApi'

const INTERVAL = 5_000

/** The destinations that somebody is subscribed to, looked up every few seconds, since no stream tells of them. */
export function RoomsPage(): JSX.Element {
  const { data, error } = useQuery({
    queryKey: ['rooms'],
    queryFn: ({ signal }) => fetchRooms(signal),
    refetchInterval: INTERVAL,
  })
  return (
    <Page title="Rooms">
      <LiveContent value={data} error={error}>
        {(rooms) => <Destinations {...rooms} />}
      </LiveContent>
    </Page>
  )
}

function Destinations({ destinations, total, sessions }: Rooms): JSX.Element {
  return (
    <>
      <p>
        {formatCount(total)} destinations with subscriptions, {formatCount(sessions)} sessions
      </p>
      <ul className="destinations" aria-label="Destinations">
        {destinations.map((destination) => (
          <li key={destination}>{destination}</li>
        ))}
      </ul>
      {destinations.length < total && (
        <p className="muted">These are the first {formatCount(destinations.length)}.</p>
      )}
    </>
  )
}
