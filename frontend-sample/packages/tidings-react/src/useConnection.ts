import { useSyncExternalStore } from 'react'
import type { ConnectionState, TidingsClient } from 'tidings-client'
import { useTidings } from './tidingsContext'

/** How changes reach this page at the moment. */
export function useConnection(): ConnectionState {
  const { state } = useTidings().client
  return useSyncExternalStore(state.subscribe, state.getSnapshot)
}

/** When the page was last known to be current, in milliseconds since 1970. */
export function useUpdatedAt(): number | undefined {
  const { updatedAt } = useTidings().client
  return useSyncExternalStore(updatedAt.subscribe, updatedAt.getSnapshot)
}

export function useTidingsClient(): TidingsClient {
  return useTidings().client
}
