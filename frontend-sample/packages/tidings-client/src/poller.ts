import type { ChangeFeed } from './changeFeed.js'
import type { ChangesEndpoint } from './changesEndpoint.js'
import { fitsOneRequest, ReplayReader, type ReplayOutcome } from './replay.js'

export interface PollerOptions {
  readonly endpoint: ChangesEndpoint
  readonly feeds: () => Iterable<ChangeFeed>
  /** Milliseconds between polls that the server does not hold. */
  readonly interval: () => number
  /** Whether the server may hold requests until there is something. */
  readonly mayWait: () => boolean
  readonly onPoll: () => void
  readonly onOutcome: (outcome: ReplayOutcome) => void
  readonly log: (text: string) => void
}

type AnsweredReplay = Extract<ReplayOutcome, { kind: 'ok' }>

// Seconds; below the thirty after which many proxies cut a request that is silent.
const WAIT = 20
const HELD_AT_LEAST = 5_000
// A stream that changes all the time is read in pieces, not in a request per change.
const PAUSE = 250

/**
 * Reads changes over HTTP for as long as no session brings them.
 *
 * After a poll that was answered, the next one is held by the server until there is something, so that a change takes
 * no longer than over a socket. Where a server or a proxy does not hold requests, polls go out at an interval.
 */
export class Poller {
  readonly #options: PollerOptions
  readonly #reader: ReplayReader
  #isRunning = false
  #canWait = true
  #isAnswered = false
  #fits = true
  #isHeld = false
  #askedAt = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: PollerOptions) {
    this.#options = options
    this.#reader = new ReplayReader({
      endpoint: options.endpoint,
      onOutcome: (outcome) => {
        this.#ended(outcome)
      },
      log: options.log,
    })
  }

  /** Polls from `delay` milliseconds on. Has no effect on a poller that runs. */
  start(delay: number): void {
    if (this.#isRunning) return
    this.#isRunning = true
    this.#canWait = true
    this.#isAnswered = false
    this.#schedule(delay)
  }

  /** Polls now, also while the server holds a request: that one knows nothing of feeds opened since. */
  pollNow(): void {
    if (!this.#isRunning) return
    this.#reader.stop()
    this.#isAnswered = false
    // Feeds that are opened in the same turn go out in one request.
    this.#schedule(0)
  }

  stop(): void {
    this.#isRunning = false
    clearTimeout(this.#timer)
    this.#reader.stop()
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#poll()
    }, delay)
  }

  #poll(): void {
    const feeds = [...this.#options.feeds()].filter((feed) => feed.isFollowing())
    if (feeds.length === 0) {
      this.#schedule(this.#options.interval())
      return
    }
    this.#askedAt = Date.now()
    this.#options.onPoll()
    // What takes two requests is not held: the first one would keep the others waiting.
    this.#fits = fitsOneRequest(feeds)
    this.#isHeld = this.#isAnswered && this.#canWait && this.#fits && this.#options.mayWait()
    this.#reader.request(feeds, this.#isHeld ? WAIT : 0)
  }

  #ended(outcome: ReplayOutcome): void {
    const { interval, onOutcome } = this.#options
    const took = Date.now() - this.#askedAt
    this.#isAnswered = outcome.kind === 'ok'
    if (outcome.kind === 'ok') this.#schedule(this.#pauseAfter(outcome, took))
    else {
      // Long enough that somebody on the way may have lost patience.
      if (took >= HELD_AT_LEAST) this.#canWait = false
      const asked = outcome.kind === 'failed' ? (outcome.retryAfter ?? 0) : 0
      this.#schedule(Math.max(interval(), asked))
    }
    onOutcome(outcome)
  }

  #pauseAfter({ hasMoved }: AnsweredReplay, took: number): number {
    const { interval, mayWait } = this.#options
    if (!this.#canWait || !this.#fits || !mayWait()) return interval()
    if (!this.#isHeld) return 0
    if (hasMoved) return PAUSE
    if (took >= HELD_AT_LEAST) return 0
    this.#canWait = false
    return interval()
  }
}
