import type { JSX } from 'react'
import { useConnection, useUpdatedAt } from 'tidings-react'
import { badgeOf } from './badge'
import { timeLabel } from './timeLabel'
import { useNow } from './useNow'

export function ConnectionBadge(): JSX.Element {
  const badge = badgeOf(useConnection())
  return (
    <div className={`badge badge--${badge.look}`} title={badge.explanation}>
      <span className="badge__dot" aria-hidden="true" />
      <span className="badge__text" role="status" aria-label={`Connection: ${badge.text}`}>
        {badge.text}
      </span>
      <UpdatedAgo />
    </div>
  )
}

function UpdatedAgo(): JSX.Element | null {
  const updatedAt = useUpdatedAt()
  const now = useNow(1_000)
  if (updatedAt === undefined) return null
  const label = timeLabel(Math.max(0, now - updatedAt))
  return (
    <span className="badge__age">Updated {label === 'Just now' ? label.toLowerCase() : label}</span>
  )
}
