import type { Random } from './random.js'

/** Carries messages from a broker to its sockets. */
export type Link = (deliver: () => void) => void

const LONGEST_DELAY = 1_500

/** Loses, doubles, delays and reorders what it carries, until it is told to be perfect. */
export class LossyLink {
  readonly #random: Random
  readonly #faults = { dropped: 0, doubled: 0, delayed: 0, reordered: 0 }
  #isPerfect = false
  #sent = 0
  #latest = 0

  constructor(random: Random) {
    this.#random = random
  }

  /** What it has done so far. */
  get faults(): Readonly<Record<'dropped' | 'doubled' | 'delayed' | 'reordered', number>> {
    return { ...this.#faults }
  }

  /** From now on everything arrives at once and once. What is under way still comes when it comes. */
  repair(): void {
    this.#isPerfect = true
  }

  readonly carry: Link = (deliver) => {
    const number = ++this.#sent
    if (this.#isPerfect) {
      deliver()
    } else if (this.#random.chance(0.08)) {
      this.#faults.dropped++
    } else {
      this.#send(number, deliver)
      if (!this.#random.chance(0.08)) return
      this.#faults.doubled++
      this.#send(number, deliver)
    }
  }

  #send(number: number, deliver: () => void): void {
    const arrive = (): void => {
      if (number < this.#latest) this.#faults.reordered++
      this.#latest = Math.max(this.#latest, number)
      deliver()
    }
    if (this.#random.chance(0.75)) {
      arrive()
    } else {
      this.#faults.delayed++
      setTimeout(arrive, this.#random.below(LONGEST_DELAY))
    }
  }
}
