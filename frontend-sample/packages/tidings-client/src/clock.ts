/** What is known of the way to the server, in milliseconds. */
export interface Clock {
  /** From a ping to its pong. */
  readonly roundTrip: number
  /** How far the server's clock is ahead of this one. */
  readonly offset: number
}

interface Reading extends Clock {
  readonly at: number
}

const KEPT_READINGS = 8

/**
 * Estimates how far the server's clock is ahead.
 *
 * A pong tells the server's time somewhere between the sending and the receiving; of the last few readings the one with
 * the shortest round trip leaves the least doubt. Old readings go, since clocks drift.
 */
export class ClockEstimate {
  #readings: readonly Reading[] = []

  /** Takes one reading and returns what is known now. */
  note(sentAt: number, receivedAt: number, serverTime: number): Clock {
    const roundTrip = Math.max(0, receivedAt - sentAt)
    const offset = serverTime - (sentAt + roundTrip / 2)
    this.#readings = [...this.#readings, { at: receivedAt, roundTrip, offset }].slice(
      -KEPT_READINGS,
    )
    const best = this.#readings.reduce((one, other) =>
      other.roundTrip <= one.roundTrip ? other : one,
    )
    return { roundTrip, offset: best.offset }
  }
}
