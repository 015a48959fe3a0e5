import { Backoff } from './backoff.js'
import type { ChangeFeed } from './changeFeed.js'
import type { ChangesEndpoint } from './changesEndpoint.js'
import { ReplayReader, type ReplayOutcome } from './replay.js'

export interface RepairsOptions {
  readonly endpoint: ChangesEndpoint
  readonly feeds: () => Iterable<ChangeFeed>
  /** Whether a session brings the changes; without one there is nothing to repair again. */
  readonly hasSession: () => boolean
  readonly onOutcome: (outcome: ReplayOutcome) => void
  readonly random: () => number
  readonly log: (text: string) => void
}

const STALLED_REPLAY_DELAY = 500

/** Reads what a session did not bring, and goes on for as long as a feed is behind. */
export class Repairs {
  readonly #options: RepairsOptions
  readonly #reader: ReplayReader
  readonly #backoff: Backoff
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: RepairsOptions) {
    this.#options = options
    this.#backoff = new Backoff({ random: options.random })
    this.#reader = new ReplayReader({
      endpoint: options.endpoint,
      onOutcome: (outcome) => {
        if (outcome.kind !== 'signed-out' && options.hasSession()) this.#again(outcome.kind)
        options.onOutcome(outcome)
      },
      log: options.log,
    })
  }

  request(feeds: Iterable<ChangeFeed>): void {
    this.#reader.request(feeds)
  }

  forget(feed: ChangeFeed): void {
    this.#reader.forget(feed)
  }

  sessionOpened(): void {
    this.#backoff.reset()
  }

  sessionClosed(): void {
    clearTimeout(this.#timer)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#reader.stop()
  }

  #again(last: 'ok' | 'failed'): void {
    if (last === 'ok') this.#backoff.reset()
    else this.#backoff.skipFirst()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(
      () => {
        this.#reader.request([...this.#options.feeds()].filter((feed) => feed.isBehind()))
      },
      last === 'ok' ? STALLED_REPLAY_DELAY : this.#backoff.next(),
    )
  }
}
