import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { changeOf, createClient, FakeBroker } from '../testing/index.js'
import { Faults } from './faults.js'
import type { TidingsClient } from './tidingsClient.js'

const FOLDER = '/topic/assets/a'

let broker: FakeBroker
let faults: Faults
let client: TidingsClient
let applied: string[]

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

const publish = (id: string): void => {
  broker.publish(FOLDER, changeOf('created', { id }))
}

beforeEach(async () => {
  vi.useFakeTimers()
  broker = new FakeBroker()
  faults = new Faults(broker.webSocketFactory)
  applied = []
  client = createClient(broker, {
    webSocketFactory: faults.webSocketFactory,
    token: (outdated) => (outdated === 'first' ? 'second' : 'first'),
  })
  client.feed(FOLDER, {
    since: broker.head(FOLDER),
    onChange: ({ resource }) => applied.push(resource.id),
    onReset: () => undefined,
  })
  client.start()
  await pass(10_000)
})

afterEach(() => {
  client.stop()
  vi.useRealTimers()
})

it('does nothing unless asked to', () => {
  publish('r1')

  expect(applied).toEqual(['r1'])
})

it('loses a message, which the client notices with the next one', async () => {
  faults.loseNext()
  publish('r1')
  publish('r2')
  await pass(0)

  expect(applied).toEqual(['r1', 'r2'])
  expect(client.counters.gaps).toBe(1)
})

it('makes messages late', async () => {
  faults.delay(2_000)
  publish('r1')
  await pass(1_900)
  expect(applied).toEqual([])

  await pass(200)
  expect(applied).toEqual(['r1'])
})

it('drops the connection, which comes back', async () => {
  faults.drop()
  await pass(100)

  expect(client.counters.sessions).toBe(2)
})

it('expires the token, which is replaced', async () => {
  faults.expireToken()
  await pass(100)

  const tokens = broker.frames.map(({ command, headers }) => [command, headers.Authorization])
  expect(tokens).toContainEqual(['CONNECT', 'Bearer second'])
  expect(client.state.getSnapshot().status).toBe('live')
})
