import type { Clock } from './clock.js'
import { Latencies, type LatencySummary } from './latency.js'
import { MutableStore, type Store } from './store.js'

/** How good the connection is; what was not measured yet is missing. */
export interface Quality {
  readonly roundTrip?: number
  readonly clockOffset?: number
  readonly commitToApply?: LatencySummary
}

const PUBLISH_AFTER = 1_000

/**
 * Measures how long changes take from their commit on the server until they are applied here.
 *
 * Measured is what was committed while the session was open, however it came: a message that was lost and had to be
 * read counts with its delay, what was caught up after an absence does not. The first pong has to be there, because
 * without it the clocks cannot be compared.
 */
export class QualityMeter {
  readonly #clock: Store<Clock | undefined>
  readonly #report: (milliseconds: readonly number[]) => void
  readonly #latencies = new Latencies()
  readonly #quality = new MutableStore<Quality>({})
  #sessionSince: number | undefined
  #unreported: number[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(clock: Store<Clock | undefined>, report: (milliseconds: readonly number[]) => void) {
    this.#clock = clock
    this.#report = report
    clock.subscribe(() => {
      this.#publish()
    })
  }

  get quality(): Store<Quality> {
    return this.#quality
  }

  sessionOpened(): void {
    this.#sessionSince = Date.now()
  }

  sessionClosed(): void {
    this.#sessionSince = undefined
    this.#unreported = []
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Notes a change that was applied just now. */
  applied(timestamp: unknown): void {
    const clock = this.#clock.getSnapshot()
    if (clock === undefined || this.#sessionSince === undefined) return
    const committedAt = typeof timestamp === 'string' ? Date.parse(timestamp) - clock.offset : NaN
    if (!(committedAt >= this.#sessionSince)) return
    const milliseconds = Math.max(0, Math.round(Date.now() - committedAt))
    this.#latencies.add(milliseconds)
    this.#unreported.push(milliseconds)
    // Not with each change: who shows the quality would render for every one.
    this.#timer ??= setTimeout(() => {
      this.#publish()
    }, PUBLISH_AFTER)
  }

  #publish(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#unreported.length > 0) this.#report(this.#unreported)
    this.#unreported = []
    const clock = this.#clock.getSnapshot()
    const commitToApply = this.#latencies.summary()
    this.#quality.set({
      ...(clock && { roundTrip: clock.roundTrip, clockOffset: clock.offset }),
      ...(commitToApply && { commitToApply }),
    })
  }
}
