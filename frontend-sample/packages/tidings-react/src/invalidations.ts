import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { ResourceChange } from 'tidings-client'
import { queryKeysOf, type QueryKeyMap } from './queryKeys.js'

const PAUSE = 250

/**
 * Makes queries stale that a change concerns and that have no feed.
 *
 * However many changes come, a query that is shown is loaded at most once at a time, and once more after the last of
 * them; one that is not shown is loaded when it is shown again.
 */
export class Invalidations {
  readonly #queries: QueryClient
  readonly #map: QueryKeyMap
  readonly #hasFeed: (key: QueryKey) => boolean
  readonly #stale = new Map<string, QueryKey>()
  #isLoading = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(queries: QueryClient, map: QueryKeyMap, hasFeed: (key: QueryKey) => boolean) {
    this.#queries = queries
    this.#map = map
    this.#hasFeed = hasFeed
  }

  /** Notes a change that was applied where it could be. */
  note(change: ResourceChange): void {
    this.#add(queryKeysOf(this.#map, change))
  }

  /** Notes that any resource may have changed. */
  noteAll(): void {
    this.#add(Object.values(this.#map).flatMap((keys) => keys.map((key) => key.slice(0, 1))))
  }

  #add(keys: readonly QueryKey[]): void {
    for (const key of keys) this.#stale.set(hashKey(key), key)
    if (keys.length > 0) this.#schedule()
  }

  #schedule(): void {
    if (this.#isLoading || this.#timer !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.#invalidate()
    }, PAUSE)
  }

  async #invalidate(): Promise<void> {
    const keys = [...this.#stale.values()]
    this.#stale.clear()
    this.#isLoading = true
    await Promise.all(
      keys.map((queryKey) =>
        this.#queries.invalidateQueries({
          queryKey,
          refetchType: 'active',
          predicate: (query) => !this.#hasFeed(query.queryKey),
        }),
      ),
    )
    this.#isLoading = false
    if (this.#stale.size > 0) this.#schedule()
  }
}
