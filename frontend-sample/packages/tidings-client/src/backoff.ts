export interface BackoffOptions {
  /** Upper bound of the first wait, in milliseconds; doubles with each attempt. */
  readonly first?: number
  /** Upper bound of every wait, in milliseconds. */
  readonly cap?: number
  readonly random?: () => number
}

/**
 * Full-jitter exponential back-off that never gives up.
 *
 * The first attempt is made at once, so that a connection cut by a proxy is back before anybody sees it. All later
 * ones are spread evenly over the whole interval: clients that lost a server together do not return together.
 */
export class Backoff {
  readonly #first: number
  readonly #cap: number
  readonly #random: () => number
  #attempt = 0

  constructor({ first = 1_000, cap = 30_000, random = Math.random }: BackoffOptions = {}) {
    this.#first = first
    this.#cap = cap
    this.#random = random
  }

  /** Attempts since the last reset. */
  get attempt(): number {
    return this.#attempt
  }

  /** Milliseconds to wait before the next attempt. */
  next(): number {
    const attempt = this.#attempt++
    if (attempt === 0) return 0
    return Math.floor(this.#random() * Math.min(this.#cap, this.#first * 2 ** (attempt - 1)))
  }

  /** Gives up the attempt that would be made at once, for a server that asked to be left alone for a while. */
  skipFirst(): void {
    if (this.#attempt === 0) this.#attempt = 1
  }

  reset(): void {
    this.#attempt = 0
  }
}
