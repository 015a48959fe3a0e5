import type { ChangeFeed } from './changeFeed.js'
import type { ChangesAnswer, ChangesEndpoint } from './changesEndpoint.js'
import type { StreamReplay } from './protocol.js'

/** How a read of changes went. */
export type ReplayOutcome =
  | { readonly kind: 'ok'; readonly hasMoved: boolean }
  | { readonly kind: 'failed'; readonly retryAfter?: number }
  | { readonly kind: 'signed-out' }

export interface ReplayReaderOptions {
  readonly endpoint: ChangesEndpoint
  readonly onOutcome: (outcome: ReplayOutcome) => void
  readonly log: (text: string) => void
}

const STREAMS_PER_REQUEST = 50

/** Whether one request can ask for all of these: it names each stream once. */
export function fitsOneRequest(feeds: readonly ChangeFeed[]): boolean {
  const destinations = new Set(feeds.map(({ destination }) => destination))
  return destinations.size === feeds.length && feeds.length <= STREAMS_PER_REQUEST
}

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

  /**
   * Asks for what these feeds miss. After a failure, feeds stay noted until the next call.
   *
   * @param wait seconds for which the server may hold the first request while there is nothing
   */
  request(feeds: Iterable<ChangeFeed>, wait = 0): void {
    for (const feed of feeds) this.#pending.add(feed)
    if (this.#abort || this.#pending.size === 0) return
    this.#abort = new AbortController()
    void this.#run(this.#abort.signal, wait)
  }

  forget(feed: ChangeFeed): void {
    this.#pending.delete(feed)
  }

  stop(): void {
    this.#pending.clear()
    this.#abort?.abort()
    this.#abort = undefined
  }

  async #run(signal: AbortSignal, wait: number): Promise<void> {
    // Feeds that ask in the same turn, as they do after a reconnect, go out in one request.
    await Promise.resolve()
    let hasMoved = false
    while (this.#pending.size > 0 && !signal.aborted) {
      const feeds = this.#takeable()
      if (feeds.length === 0) break
      const answer = await this.#read(feeds, hasMoved ? 0 : wait, signal)
      if (answer === undefined) return
      if (answer.kind !== 'ok') {
        this.#end(answer)
        return
      }
      hasMoved = this.#deliver(feeds, answer.replays) || hasMoved
    }
    if (!signal.aborted) this.#end({ kind: 'ok', hasMoved })
  }

  #end(outcome: ReplayOutcome): void {
    this.#abort = undefined
    this.#options.onOutcome(outcome)
  }

  /** Returns nothing when nobody wants the answer any more. */
  async #read(
    feeds: readonly ChangeFeed[],
    wait: number,
    signal: AbortSignal,
  ): Promise<ChangesAnswer | undefined> {
    const answer = await this.#options.endpoint.read(feeds, wait, signal).catch(() => undefined)
    if (signal.aborted || answer === undefined) return undefined
    if (answer.kind === 'failed') this.#options.log(`Changes could not be read: ${answer.reason}`)
    return answer
  }

  #deliver(feeds: readonly ChangeFeed[], replays: readonly StreamReplay[]): boolean {
    const byDestination = new Map(replays.map((replay) => [replay.destination, replay]))
    let hasMoved = false
    for (const feed of feeds) {
      this.#pending.delete(feed)
      const replay = byDestination.get(feed.destination)
      if (replay === undefined) continue
      hasMoved ||= replay.entries.length > 0 || replay.reset !== undefined || !!replay.error
      feed.receiveReplay(replay)
      const goesOn = replay.more || (feed.isBehind() && replay.entries.length > 0)
      if (goesOn && feed.isFollowing()) this.#pending.add(feed)
    }
    return hasMoved
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
}
