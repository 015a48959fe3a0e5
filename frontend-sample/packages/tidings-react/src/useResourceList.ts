import { useQuery, type QueryKey } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from 'react'
import { requireChangePosition, type FeedState } from 'tidings-client'
import type { ApplyChange, ApplyMessage, ChangeListener, PositionedList } from './listBinding.js'
import { useTidings } from './tidingsContext.js'

/** A list as its endpoint answered it; the headers name the position. */
export interface LoadedList<T> {
  readonly value: T
  readonly headers: Headers
}

export interface ResourceListOptions<T> {
  readonly destination: string
  readonly queryKey: QueryKey
  readonly load: (signal: AbortSignal) => Promise<LoadedList<T>>
  /** Pure, and the same for every component that uses this query key. */
  readonly apply: ApplyChange<T>
  /** Pure too; for destinations with messages in shapes of their own. */
  readonly applyMessage?: ApplyMessage<T>
  /** Hears of each change after it was applied. */
  readonly onChange?: ChangeListener
}

export interface ResourceListResult<T> {
  readonly value: T | undefined
  readonly error: Error | null
  /** Why the load that is being tried again has failed so far. */
  readonly failureReason: Error | null
  readonly feed: FeedState | undefined
  readonly reload: () => void
}

let loads = 0

/**
 * A list that is loaded once and kept current by the changes of its destination, without being loaded again.
 *
 * It is loaded anew only when its stream cannot be continued from the position it has. Where the provider says that a
 * destination is not live, its list is loaded again and again.
 */
export function useResourceList<T>(options: ResourceListOptions<T>): ResourceListResult<T> {
  const { destination, queryKey, load, applyMessage } = options
  const { client, bindings, isLive: isLiveAt } = useTidings()
  const isLive = isLiveAt(destination)
  const binding = bindings.of({
    destination,
    isLive,
    queryKey,
    apply: options.apply,
    applyMessage,
  })
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<PositionedList<T>> => {
      const loadedFrom = Date.now()
      const { value, headers } = await load(signal)
      const position = isLive ? requireChangePosition(headers, destination) : undefined
      return { value, position, loadId: ++loads, loadedFrom }
    },
    staleTime: Infinity,
    refetchInterval: () => (isLive ? false : client.pollInterval),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const loadId = query.data?.loadId
  const onChange = useEffectEvent<ChangeListener>((change, place) => {
    options.onChange?.(change, place)
  })
  useEffect(
    () =>
      binding.retain((change, place) => {
        onChange(change, place)
      }),
    [binding],
  )
  useEffect(() => {
    if (loadId !== undefined) binding.follow()
  }, [binding, loadId])
  const feed = useSyncExternalStore(binding.state.subscribe, binding.state.getSnapshot)
  const overlays = useSyncExternalStore(
    binding.overlays.store.subscribe,
    binding.overlays.store.getSnapshot,
  )
  const confirmed = query.data
  const value = useMemo(
    () => confirmed && overlays.reduce((shown, { apply }) => apply(shown), confirmed.value),
    [confirmed, overlays],
  )
  return {
    value,
    error: query.error,
    failureReason: query.failureReason,
    feed,
    reload: () => void query.refetch(),
  }
}
