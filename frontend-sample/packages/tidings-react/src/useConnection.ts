import { useSyncExternalStore } from 'react'
import type { ConnectionState, Quality, TidingsClient } from 'tidings-client'
import { useTidings } from './tidingsContext.js'

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

/** Round trip, clock offset and the latency of changes. */
export function useQuality(): Quality {
  const { quality } = useTidings().client
  return useSyncExternalStore(quality.subscribe, quality.getSnapshot)
}

export function useTidingsClient(): TidingsClient {
  return useTidings().client
}
