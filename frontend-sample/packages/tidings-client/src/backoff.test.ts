import { describe, expect, it } from 'vitest'
import { Backoff } from './backoff.js'

const almostOne = (): number => 0.999999

describe('Backoff', () => {
  it('makes the first attempt at once', () => {
    expect(new Backoff({ random: almostOne }).next()).toBe(0)
  })

  it('doubles the bound of each wait up to the cap', () => {
    const backoff = new Backoff({ random: almostOne })

    const waits = Array.from({ length: 9 }, () => backoff.next())

    expect(waits.map((wait) => Math.ceil(wait / 1000))).toEqual([0, 1, 2, 4, 8, 16, 30, 30, 30])
  })

  it('spreads waits over the whole interval', () => {
    const randoms = [0, 0.5]
    const backoff = new Backoff({ random: () => randoms.shift() ?? 0 })
    backoff.next()

    expect(backoff.next()).toBe(0)
    expect(backoff.next()).toBe(1000)
  })

  it('never gives up', () => {
    const backoff = new Backoff({ random: almostOne })
    for (let attempt = 0; attempt < 5_000; attempt++) backoff.next()

    expect(backoff.next()).toBe(29_999)
  })

  it('starts over after a reset', () => {
    const backoff = new Backoff({ random: almostOne })
    for (let attempt = 0; attempt < 5; attempt++) backoff.next()

    backoff.reset()

    expect(backoff.next()).toBe(0)
    expect(backoff.next()).toBe(999)
  })

  it('waits before the first attempt when asked to', () => {
    const backoff = new Backoff({ random: almostOne })

    backoff.skipFirst()

    expect(backoff.next()).toBe(999)
  })
})
