import type { ConnectionState } from 'tidings-client'

/** One of the three ways in which the badge can look. */
export interface Badge {
  readonly look: 'live' | 'polling' | 'away'
  readonly text: string
  readonly explanation: string
}

const LIVE: Badge = {
  look: 'live',
  text: 'Live updates',
  explanation: 'Changes appear here the moment they are made.',
}

const POLLING: Badge = {
  look: 'polling',
  text: 'Polling fallback',
  explanation: 'The live connection is away. Changes are fetched every few seconds.',
}

const AWAY: Badge = {
  look: 'away',
  text: 'Reconnecting…',
  explanation: 'The server is not reachable at the moment. What you see may be out of date.',
}

export function badgeOf(state: ConnectionState): Badge {
  switch (state.status) {
    case 'live':
      return LIVE
    case 'polling':
      return POLLING
    case 'idle':
    case 'connecting':
    case 'recovering':
    case 'reconnecting':
    case 'offline':
    case 'signed-out':
    case 'refused':
      return AWAY
  }
}
