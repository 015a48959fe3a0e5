import { useId, useRef, useState, type JSX } from 'react'
import { useConnection, useQuality, useUpdatedAt } from 'tidings-react'
import { badgeOf } from './badge'
import { ConnectionDetails } from './ConnectionDetails'
import { timeLabel } from './timeLabel'
import { useNow } from '../../ui/useNow'

export function ConnectionBadge(): JSX.Element {
  const badge = badgeOf(useConnection())
  const { roundTrip } = useQuality()
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const detailsId = useId()
  return (
    <div className="connection">
      <div className={`badge badge--${badge.look}`} title={badge.explanation}>
        <span className="badge__dot" aria-hidden="true" />
        <span className="badge__text" role="status" aria-label={`Connection: ${badge.text}`}>
          {badge.text}
        </span>
        {badge.look === 'live' && roundTrip !== undefined && (
          <span className="badge__latency">
            {Math.round(roundTrip)} ms<span className="visually-hidden"> round trip</span>
          </span>
        )}
        <UpdatedAgo />
        <button
          ref={button}
          type="button"
          className="badge__button"
          aria-label="Connection details"
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailsId : undefined}
          onClick={() => {
            setOpen(!isOpen)
          }}
        />
      </div>
      {isOpen && (
        <ConnectionDetails
          id={detailsId}
          explanation={badge.explanation}
          anchor={button}
          onClose={() => {
            setOpen(false)
            button.current?.focus()
          }}
        />
      )}
    </div>
  )
}

function UpdatedAgo(): JSX.Element | null {
  const updatedAt = useUpdatedAt()
  const now = useNow(1_000)
  if (updatedAt === undefined) return null
  const label = timeLabel(Math.max(0, now - updatedAt))
  return <span className="badge__age">{label === 'Just now' ? label : `Updated ${label}`}</span>
}
