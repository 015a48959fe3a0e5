import type { JSX } from 'react'
import { useLookup } from '../../api/useLookup'
import { formatCount } from '../../ui/format'
import { Loaded } from '../../ui/Loaded'
import { Page } from '../../ui/Page'
import { fetchRooms, type Rooms } from './roomApi'

/** The destinations that somebody is subscribed to. */
export function RoomsPage(): JSX.Element {
  const rooms = useLookup(['rooms'], fetchRooms)
  return (
    <Page title="Rooms">
      <Loaded from={rooms}>{(value) => <Destinations {...value} />}</Loaded>
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
