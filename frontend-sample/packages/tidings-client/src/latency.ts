/** How long changes took from their commit until they were applied here, of the last few hundred, in milliseconds. */
export interface LatencySummary {
  readonly count: number
  readonly median: number
  readonly p95: number
  readonly max: number
}

const REMEMBERED = 200

/** The latest latencies. */
export class Latencies {
  #recent: number[] = []
  #count = 0

  add(milliseconds: number): void {
    this.#recent[this.#count++ % REMEMBERED] = milliseconds
  }

  /** Nothing before the first one. */
  summary(): LatencySummary | undefined {
    const sorted = [...this.#recent].sort((one, other) => one - other)
    const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0
    if (sorted.length === 0) return undefined
    return { count: this.#count, median: at(0.5), p95: at(0.95), max: at(1) }
  }
}

/** An even sample of however many values, for a report of limited size. */
export class Reservoir {
  readonly #size: number
  readonly #random: () => number
  #values: number[] = []
  #seen = 0

  constructor(size: number, random: () => number) {
    this.#size = size
    this.#random = random
  }

  add(value: number): void {
    this.#seen++
    if (this.#values.length < this.#size) {
      this.#values.push(value)
      return
    }
    const place = Math.floor(this.#random() * this.#seen)
    if (place < this.#size) this.#values[place] = value
  }

  /** Takes the sample out and begins another one. */
  drain(): readonly number[] {
    const values = this.#values
    this.#values = []
    this.#seen = 0
    return values
  }
}
