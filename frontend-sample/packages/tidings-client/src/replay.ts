import type { ChangeFeed } from './changeFeed'
import { formatPosition } from './position'
import { readReplays, type StreamReplay } from './protocol'

/** How one read of `GET /api/changes` went. */
export type ReplayOutcome = 'ok' | 'failed' | 'signed-out'

export interface ReplayReaderOptions {
  readonly url: string
  readonly token: () => string | undefined
  readonly fetch: typeof fetch
  readonly onOutcome: (outcome: ReplayOutcome) => void
  readonly log: (text: string) => void
}

const STREAMS_PER_REQUEST = 50
const REQUEST_TIMEOUT = 10_000

/**
 * Brings feeds forward through `GET /api/changes`, for repair and for polling alike.
 *
 * One request is under way at a time. Feeds that ask meanwhile wait for the next one, and share it.
 */
export class ReplayReader {
  readonly #options: ReplayReaderOptions
  readonly #pending = new Set<ChangeFeed>()
  #abort: AbortController | undefined

  constructor(options: ReplayReaderOptions) {
    this.#options = options
  }

  /** Asks for what these feeds miss. After a failure, feeds stay noted until the next call. */
  request(feeds: Iterable<ChangeFeed>): void {
    for (const feed of feeds) this.#pending.add(feed)
    if (this.#abort || this.#pending.size === 0) return
    this.#abort = new AbortController()
    void this.#run(this.#abort)
  }

  forget(feed: ChangeFeed): void {
    this.#pending.delete(feed)
  }

  stop(): void {
    this.#pending.clear()
    this.#abort?.abort()
    this.#abort = undefined
  }

  async #run(abort: AbortController): Promise<void> {
    // Feeds that ask in the same turn, as they do after a reconnect, go out in one request.
    await Promise.resolve()
    let outcome: ReplayOutcome = 'ok'
    while (this.#pending.size > 0 && outcome === 'ok' && !abort.signal.aborted) {
      outcome = await this.#readOnce(abort)
    }
    if (abort.signal.aborted) return
    this.#abort = undefined
    this.#options.onOutcome(outcome)
  }

  async #readOnce(abort: AbortController): Promise<ReplayOutcome> {
    const feeds = this.#takeable()
    if (feeds.length === 0) return 'ok'
    try {
      const replays = await this.#fetch(feeds, abort)
      if (replays === 'signed-out') return 'signed-out'
      if (!abort.signal.aborted) this.#deliver(feeds, replays)
      return 'ok'
    } catch (error) {
      this.#options.log(`Changes could not be read: ${String(error)}`)
      return 'failed'
    }
  }

  #deliver(feeds: readonly ChangeFeed[], replays: readonly StreamReplay[]): void {
    const byDestination = new Map(replays.map((replay) => [replay.destination, replay]))
    for (const feed of feeds) {
      this.#pending.delete(feed)
      const replay = byDestination.get(feed.destination)
      if (replay === undefined) continue
      feed.receiveReplay(replay)
      const goesOn = replay.more || (feed.isBehind() && replay.entries.length > 0)
      if (goesOn && feed.isFollowing()) this.#pending.add(feed)
    }
  }

  #takeable(): readonly ChangeFeed[] {
    const byDestination = new Map<string, ChangeFeed>()
    for (const feed of this.#pending) {
      if (!feed.isFollowing()) this.#pending.delete(feed)
      else if (byDestination.size < STREAMS_PER_REQUEST && !byDestination.has(feed.destination)) {
        byDestination.set(feed.destination, feed)
      }
    }
    return [...byDestination.values()]
  }

  async #fetch(
    feeds: readonly ChangeFeed[],
    abort: AbortController,
  ): Promise<readonly StreamReplay[] | 'signed-out'> {
    const query = new URLSearchParams(
      feeds.map((feed) => ['from', `${feed.destination}@${formatPosition(feed.reached)}`]),
    )
    const request = new AbortController()
    const cancel = (): void => {
      request.abort()
    }
    const timer = setTimeout(cancel, REQUEST_TIMEOUT)
    abort.signal.addEventListener('abort', cancel)
    try {
      const response = await this.#options.fetch(`${this.#options.url}?${query.toString()}`, {
        headers: {
          Accept: 'application/json',
          Authorization: `Bearer ${this.#options.token() ?? ''}`,
        },
        cache: 'no-store',
        signal: request.signal,
      })
      if (response.status === 401) return 'signed-out'
      if (!response.ok) throw new Error(`Expected status 200, but was ${response.status}`)
      return readReplays(await response.json())
    } finally {
      clearTimeout(timer)
      abort.signal.removeEventListener('abort', cancel)
    }
  }
}
