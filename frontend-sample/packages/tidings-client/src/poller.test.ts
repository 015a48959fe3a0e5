import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { changeOf, createClient, FakeBroker } from '../testing/index.js'
import type { Feed } from './feed.js'
import type { TidingsClient } from './tidingsClient.js'

const FOLDER = '/topic/assets/a'
const JOBS = '/user/queue/jobs'

const created = (id: string) => changeOf('created', { id })

describe('Poller', () => {
  let broker: FakeBroker
  let client: TidingsClient
  let applied: string[]
  let resets: string[]

  const status = (): string => client.state.getSnapshot().status

  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

  const follow = (destination = FOLDER): Feed =>
    client.feed(destination, {
      since: broker.head(destination),
      onChange: ({ resource }) => applied.push(resource.id),
      onReset: (reason) => resets.push(reason),
    })

  beforeEach(() => {
    vi.useFakeTimers()
    broker = new FakeBroker()
    broker.holdsRequests = true
    applied = []
    resets = []
    client = createClient(broker, { transport: 'polling' })
  })

  afterEach(() => {
    client.stop()
    vi.useRealTimers()
  })

  it('opens no socket when told to poll', async () => {
    follow()
    client.start()
    await pass(60_000)

    expect(status()).toBe('polling')
    expect(broker.connects).toBe(0)
  })

  it('lets the server hold requests, and has a change at once', async () => {
    follow()
    client.start()
    await pass(100_000)
    expect(broker.requests.length).toBeLessThan(8)

    broker.publish(FOLDER, created('r1'))
    await pass(20)

    expect(applied).toEqual(['r1'])
  })

  it('reads a busy stream in pieces', async () => {
    follow()
    client.start()
    await pass(1_000)
    const requests = broker.requests.length

    for (let change = 0; change < 200; change++) {
      broker.publish(FOLDER, created(`r${change}`))
      await pass(20)
    }
    await pass(300)

    expect(applied).toEqual(Array.from({ length: 200 }, (_, change) => `r${change}`))
    expect(broker.requests.length - requests).toBeLessThan(20)
  })

  it('asks about a feed that is opened while the server holds a request', async () => {
    follow()
    client.start()
    await pass(1_000)

    follow(JOBS)
    await pass(10)
    broker.publish(JOBS, created('job'))
    await pass(30)

    expect(applied).toEqual(['job'])
  })

  it('goes on with a feed whose list was loaded again while the server holds a request', async () => {
    const feed = follow()
    follow(JOBS)
    client.start()
    await pass(1_000)
    feed.reset('too-far-behind')
    await pass(100)

    feed.restart(broker.head(FOLDER))
    await pass(10)
    broker.publish(FOLDER, created('r1'))
    await pass(30)

    expect(applied).toEqual(['r1'])
  })

  it('polls every three seconds where nobody holds requests', async () => {
    broker.holdsRequests = false
    follow()
    client.start()
    await pass(30_000)

    expect(broker.requests.length).toBeGreaterThanOrEqual(9)
    expect(broker.requests.length).toBeLessThanOrEqual(13)
  })

  it('polls at an interval when its feeds do not fit into one request', async () => {
    for (let folder = 0; folder < 60; folder++) follow(`/topic/assets/${folder}`)
    client.start()
    await pass(2_000)

    expect(broker.requests.map((url) => url.searchParams.get('wait'))).toEqual([null, null])
  })

  it('is not polling any more when the server goes', async () => {
    follow()
    client.start()
    await pass(1_000)
    broker.goDown()

    await pass(100)

    expect(status()).toBe('reconnecting')
  })

  it('asks with a newer token when the server refuses the one in use', async () => {
    client = createClient(broker, {
      transport: 'polling',
      token: (outdated) => (outdated === 'old' ? 'new' : 'old'),
    })
    broker.validToken = 'new'
    follow()

    client.start()
    await pass(100)

    expect(status()).toBe('polling')
  })

  it('signs out when there is no newer token', async () => {
    broker.validToken = 'another'
    follow()

    client.start()
    await pass(100)

    expect(client.state.getSnapshot()).toEqual({ status: 'signed-out', code: 'token_expired' })
  })

  it('begins a feed without a position with what comes next', async () => {
    broker.publish(FOLDER, created('before'))
    client.feed(FOLDER, {
      onChange: ({ resource }) => applied.push(resource.id),
      onReset: (reason) => resets.push(reason),
    })
    client.start()
    await pass(100)

    broker.publish(FOLDER, created('after'))
    await pass(20_000)

    expect(applied).toEqual(['after'])
    expect(resets).toEqual([])
  })

  it('loses and doubles nothing while the transport is switched to and fro', async () => {
    follow()
    follow(JOBS)
    client.start()
    const expected: string[] = []
    for (let time = 0; time < 40; time++) {
      client.setTransport(time % 2 === 0 ? 'auto' : 'polling')
      for (const moment of ['at once', 'soon', 'later']) {
        const id = `${time} ${moment}`
        expected.push(id)
        broker.publish(time % 3 === 0 ? JOBS : FOLDER, created(id))
        await pass(time * 7)
      }
    }
    await pass(5_000)

    expect([...applied].sort()).toEqual([...expected].sort())
    expect(client.counters.resets).toBe(0)
  })

  it('closes the socket when told to poll, and opens it when told to again', async () => {
    follow()
    client.setTransport('auto')
    client.start()
    await pass(100)
    expect(status()).toBe('live')

    client.setTransport('polling')
    await pass(100)
    expect(status()).toBe('polling')
    expect(client.isConnectionOpen()).toBe(false)

    client.setTransport('auto')
    await pass(100)
    expect(status()).toBe('live')
    const requests = broker.requests.length
    await pass(60_000)
    expect(broker.requests).toHaveLength(requests)
  })
})
