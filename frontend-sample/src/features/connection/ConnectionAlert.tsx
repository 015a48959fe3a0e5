import type { JSX } from 'react'
import { useConnection } from 'tidings-react'
import { Icon } from '../../ui/Icon'
import { useNow } from '../../ui/useNow'

const GRACE = 4_000

/** Says that live updates are away, once that has lasted; a short interruption is nobody's concern. */
export function ConnectionAlert(): JSX.Element | null {
  const state = useConnection()
  const now = useNow(1_000)
  const isAway = state.status === 'reconnecting' || state.status === 'polling'
  if (!isAway || now - state.since < GRACE) return null
  return (
    <div className="alert" role="alert">
      <Icon name="alert" size={18} />
      Real-time updates disconnected. Using polling fallback.
    </div>
  )
}
