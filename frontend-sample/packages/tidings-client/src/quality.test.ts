import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { changeOf, createClient, FakeBroker } from '../testing/index.js'
import { ClockEstimate } from './clock.js'
import { Latencies, Reservoir } from './latency.js'
import type { TidingsClient } from './tidingsClient.js'

const FOLDER = '/topic/assets/a'

describe('ClockEstimate', () => {
  it('takes the server to have answered halfway', () => {
    expect(new ClockEstimate().note(1_000, 1_100, 5_050)).toEqual({ roundTrip: 100, offset: 4_000 })
  })

  it('trusts the reading with the shortest round trip, as long as it is recent', () => {
    const clock = new ClockEstimate()
    clock.note(0, 10, 1_005)

    expect(clock.note(100, 900, 1_300).offset).toBe(1_000)
    for (let time = 0; time < 7; time++) clock.note(1_000, 1_100, 2_060)
    expect(clock.note(1_000, 1_100, 2_060).offset).toBe(1_010)
  })
})

describe('Latencies', () => {
  it('sums up the last two hundred', () => {
    const latencies = new Latencies()
    expect(latencies.summary()).toBeUndefined()

    latencies.add(9_999)
    for (let value = 1; value <= 200; value++) latencies.add(value)

    expect(latencies.summary()).toEqual({ count: 201, median: 100, p95: 190, max: 200 })
  })
})

describe('Reservoir', () => {
  it('keeps so many of all values, evenly', () => {
    let seed = 7
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
    const reservoir = new Reservoir(100, random)
    for (let value = 0; value < 10_000; value++) reservoir.add(value)

    const values = reservoir.drain()

    expect(values).toHaveLength(100)
    const mean = values.reduce((sum, value) => sum + value, 0) / 100
    expect(mean).toBeGreaterThan(4_000)
    expect(mean).toBeLessThan(6_000)
    expect(reservoir.drain()).toEqual([])
  })
})

describe('the quality of a connection', () => {
  let broker: FakeBroker
  let client: TidingsClient

  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

  const publish = (age: number, isDelivered = true): void => {
    const timestamp = new Date(Date.now() + broker.clockOffset - age).toISOString()
    broker.publish(FOLDER, changeOf('updated', { id: 'a' }, { timestamp }), { isDelivered })
  }

  const reports = (): readonly { readonly commit_to_apply_ms: readonly number[] }[] =>
    broker.frames
      .filter(({ headers }) => headers.destination === '/app/session/telemetry')
      .map(({ body }) => JSON.parse(body) as { commit_to_apply_ms: number[] })

  beforeEach(async () => {
    vi.useFakeTimers()
    broker = new FakeBroker()
    broker.clockOffset = -90_000
    client = createClient(broker)
    client.feed(FOLDER, {
      since: broker.head(FOLDER),
      onChange: () => undefined,
      onReset: () => undefined,
    })
    client.start()
    await pass(5_000)
  })

  afterEach(() => {
    client.stop()
    vi.useRealTimers()
  })

  it('knows round trip and clock', () => {
    expect(client.quality.getSnapshot()).toEqual({ roundTrip: 0, clockOffset: -90_000 })
  })

  it('measures changes from commit to apply by the clock of the server', async () => {
    publish(40)
    publish(12)
    await pass(1_000)

    expect(client.quality.getSnapshot().commitToApply).toMatchObject({ count: 2, max: 40 })
  })

  it('counts the delay of a message that had to be read', async () => {
    publish(0, false)
    await pass(700)
    publish(0)
    await pass(1_000)

    expect(client.quality.getSnapshot().commitToApply?.max).toBe(700)
  })

  it('does not measure what was caught up after an absence', async () => {
    broker.goDown()
    await pass(2_000)
    publish(0)
    broker.isDown = false
    await pass(10_000)

    expect(client.counters.applied).toBe(1)
    expect(client.quality.getSnapshot().commitToApply).toBeUndefined()
  })

  it('reports a sample to the server, in whole numbers and not too often', async () => {
    for (let time = 0; time < 300; time++) {
      publish(7)
      await pass(100)
    }
    await pass(60_000)

    expect(reports().length).toBeLessThanOrEqual(3)
    for (const { commit_to_apply_ms: values } of reports()) {
      expect(values.length).toBeLessThanOrEqual(100)
      expect(new Set(values)).toEqual(new Set([7]))
    }
  })

  it('counts sessions, reconnects and the requests that nobody had to send', async () => {
    await pass(55_000)
    broker.disconnect()
    await pass(0)

    expect(client.counters).toMatchObject({ sessions: 2, reconnects: 1, savedRequests: 20 })
  })
})
