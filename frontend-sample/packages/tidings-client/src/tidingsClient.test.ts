import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { changeOf, createClient, FakeBroker } from '../testing/index.js'
import type { Feed } from './feed.js'
import type { TidingsClient } from './tidingsClient.js'

const FOLDER = '/topic/assets/a'
const JOBS = '/user/queue/jobs'

const created = (id: string) => changeOf('created', { id })

describe('TidingsClient', () => {
  let broker: FakeBroker
  let client: TidingsClient
  let applied: string[]
  let resets: string[]
  let token: string | undefined

  const follow = (destination = FOLDER): Feed =>
    client.feed(destination, {
      since: broker.head(destination),
      onChange: ({ resource }) => applied.push(resource.id),
      onReset: (reason) => resets.push(reason),
    })

  const status = (): string => client.state.getSnapshot().status

  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

  const goLive = async (): Promise<void> => {
    client.start()
    await pass(0)
    expect(status()).toBe('live')
    // Long enough for the session to count as stable.
    await pass(10_000)
  }

  beforeEach(() => {
    vi.useFakeTimers()
    broker = new FakeBroker()
    applied = []
    resets = []
    token = 'jwt'
    client = createClient(broker, { token: () => token })
  })

  afterEach(() => {
    client.stop()
    vi.useRealTimers()
  })

  it('carries the token in CONNECT, and in no address', async () => {
    client.start()
    await pass(0)

    const connect = broker.frames.find(({ command }) => command === 'CONNECT')
    expect(connect?.headers.Authorization).toBe('Bearer jwt')
  })

  it('subscribes with id, receipt and the position of the list', async () => {
    broker.publish(FOLDER, created('r1'))
    follow()

    await goLive()

    const subscribe = broker.frames.find(({ command }) => command === 'SUBSCRIBE')
    expect(subscribe?.headers).toMatchObject({ destination: FOLDER, since: 'e1:1' })
    expect(subscribe?.headers.id).toBeDefined()
    expect(subscribe?.headers.receipt).toBeDefined()
  })

  it('applies changes as they come, without a request', async () => {
    follow()
    await goLive()

    broker.publish(FOLDER, created('r1'))
    broker.publish(FOLDER, created('r2'))

    expect(applied).toEqual(['r1', 'r2'])
    expect(broker.requests).toHaveLength(0)
  })

  it('reads what was missed between list and subscription', async () => {
    follow()
    broker.publish(FOLDER, created('r1'))
    broker.pageSize = 1
    broker.publish(FOLDER, created('r2'))

    await goLive()

    expect(applied).toEqual(['r1', 'r2'])
  })

  it('repairs a message that was lost', async () => {
    follow()
    await goLive()

    broker.publish(FOLDER, created('r1'), { isDelivered: false })
    broker.publish(FOLDER, created('r2'))
    await pass(0)

    expect(applied).toEqual(['r1', 'r2'])
    expect(status()).toBe('live')
  })

  it('repairs again when the request for a lost message failed', async () => {
    follow()
    await goLive()
    broker.isDown = true
    broker.publish(FOLDER, created('r1'), { isDelivered: false })
    broker.publish(FOLDER, created('r2'))
    await pass(0)
    broker.isDown = false

    await pass(2_000)

    expect(applied).toEqual(['r1', 'r2'])
  })

  it('takes several changes as one message', async () => {
    follow()
    await goLive()

    broker.publishBatch(FOLDER, [created('r1'), '{"type":"node_update"}', created('r2')])
    broker.publish(FOLDER, created('r3'))

    expect(broker.frames.find(({ command }) => command === 'SUBSCRIBE')?.headers.batch).toBe('true')
    expect(applied).toEqual(['r1', 'r2', 'r3'])
    expect(client.counters).toMatchObject({ applied: 3, unknown: 1, gaps: 0 })
    expect(broker.requests).toHaveLength(0)
  })

  it('applies of a batch only what it does not have', async () => {
    follow()
    await goLive()
    broker.publish(FOLDER, created('r1'))

    broker.publishBatch(FOLDER, [created('r2'), created('r3')])
    broker.redeliver(FOLDER, 3)

    expect(applied).toEqual(['r1', 'r2', 'r3'])
    expect(client.counters).toMatchObject({ duplicates: 1 })
  })

  it('loads the list when a batch does not hold what it says', async () => {
    follow()
    await goLive()

    broker.publishBatch(FOLDER, [created('r1'), '{"type":'])

    expect(applied).toEqual([])
    expect(resets).toEqual(['unreadable'])
  })

  it('survives bodies that it cannot read, and counts them', async () => {
    follow(JOBS)
    await goLive()

    broker.publish(JOBS, '{"type":')
    broker.publish(JOBS, '{"type":"node_update"}')

    expect(client.counters).toMatchObject({ unreadable: 1, resets: 1 })
    expect(client.isConnectionOpen()).toBe(true)
  })

  it('reconnects at once, subscribes again and continues without loss', async () => {
    follow()
    follow(JOBS)
    await goLive()

    broker.disconnect()
    broker.publish(FOLDER, created('r1'))
    await pass(0)
    broker.publish(FOLDER, created('r2'))

    expect(status()).toBe('live')
    expect(applied).toEqual(['r1', 'r2'])
    expect(broker.subscribedDestinations).toEqual([FOLDER, JOBS])
  })

  it('catches up all streams in one request after a reconnect', async () => {
    for (const folder of ['a', 'b', 'c']) follow(`/topic/assets/${folder}`)
    await goLive()

    broker.disconnect()
    for (const folder of ['a', 'b', 'c']) broker.publish(`/topic/assets/${folder}`, created(folder))
    await pass(0)

    expect(applied).toEqual(['a', 'b', 'c'])
    expect(broker.requests).toHaveLength(1)
  })

  it('asks for at most fifty streams per request', async () => {
    for (let folder = 0; folder < 60; folder++) follow(`/topic/assets/${folder}`)
    await goLive()
    broker.isSocketBlocked = true
    broker.disconnect()

    await pass(3_000)

    expect(broker.requests.map((url) => url.searchParams.getAll('from').length)).toEqual([50, 10])
  })

  describe('without a socket', () => {
    beforeEach(async () => {
      follow()
      await goLive()
      broker.isSocketBlocked = true
      broker.disconnect()
    })

    it('polls about every three seconds', async () => {
      await pass(30_000)

      expect(status()).toBe('polling')
      expect(broker.requests.length).toBeGreaterThanOrEqual(9)
      expect(broker.requests.length).toBeLessThanOrEqual(11)
    })

    it('applies what it polls once and in order', async () => {
      broker.publish(FOLDER, created('r1'))
      await pass(3_000)
      broker.publish(FOLDER, created('r2'))
      await pass(9_000)

      expect(applied).toEqual(['r1', 'r2'])
    })

    it('goes back to the socket without a loss, a double or another poll', async () => {
      broker.publish(FOLDER, created('r1'))
      await pass(3_000)
      broker.isSocketBlocked = false
      broker.publish(FOLDER, created('r2'))
      await pass(30_000)
      broker.publish(FOLDER, created('r3'))
      const requests = broker.requests.length

      await pass(30_000)

      expect(status()).toBe('live')
      expect(applied).toEqual(['r1', 'r2', 'r3'])
      expect(broker.requests).toHaveLength(requests)
    })

    it('does not hurry the socket with every poll', async () => {
      const connects = broker.connects

      await pass(120_000)

      expect(broker.connects - connects).toBeLessThan(12)
    })
  })

  it('polls at once after an own write', async () => {
    follow()
    await goLive()
    broker.isSocketBlocked = true
    broker.disconnect()
    broker.publish(FOLDER, created('own'))

    client.refresh()
    await pass(0)

    expect(applied).toEqual(['own'])
  })

  it('is reconnecting while nothing answers, and since when', async () => {
    follow()
    await goLive()
    const since = Date.now()
    broker.goDown()

    await pass(20_000)

    expect(client.state.getSnapshot()).toEqual({ status: 'reconnecting', since })
  })

  it('is live within five seconds of the return of a server that was away for long', async () => {
    follow()
    await goLive()
    broker.goDown()
    await pass(600_000)
    broker.isDown = false

    await pass(3_500)

    expect(status()).toBe('live')
  })

  it('goes on when the session is lost while it catches up', async () => {
    follow()
    await goLive()
    broker.goDown()
    await pass(10_000)
    broker.isDown = false
    await pass(3_500)

    broker.goDown()
    await pass(3_500)

    expect(status()).toBe('reconnecting')
  })

  it('does not connect in a loop to a server that drops every session', async () => {
    follow()
    client.start()
    for (let time = 0; time < 60; time++) {
      await pass(500)
      broker.disconnect()
    }

    expect(broker.connects).toBeLessThan(20)
  })

  it('tells the owner of a stream that must be loaded again', async () => {
    const feed = follow()
    await goLive()
    broker.sendReset(FOLDER, 'too-far-behind')
    expect(resets).toEqual(['too-far-behind'])

    feed.restart(broker.head(FOLDER))
    broker.publish(FOLDER, created('r1'))

    expect(applied).toEqual(['r1'])
  })

  it('asks for a snapshot when the server has a new epoch after a restart', async () => {
    broker.publish(FOLDER, created('r1'))
    const feed = follow()
    await goLive()
    broker.renewEpoch('e2')
    broker.disconnect()
    await pass(0)
    expect(resets).toEqual(['epoch-changed'])
    expect(status()).toBe('recovering')

    feed.restart(broker.head(FOLDER))

    expect(status()).toBe('live')
  })

  it('leaves the other streams alone when one is refused', async () => {
    broker.refused.set(JOBS, 'access_denied')
    const jobs = follow(JOBS)
    follow()

    await goLive()
    broker.publish(FOLDER, created('r1'))

    expect(jobs.state.getSnapshot()).toMatchObject({
      status: 'refused',
      refusal: { code: 'access_denied', message: 'Not allowed' },
    })
    expect(applied).toEqual(['r1'])
  })

  it('stops for good when the server says that no retry helps', async () => {
    follow()
    await goLive()
    const connects = broker.connects

    broker.fail('token_expired', 'never')
    await pass(60_000)

    expect(client.state.getSnapshot()).toEqual({ status: 'signed-out', code: 'token_expired' })
    expect(broker.connects).toBe(connects)
    expect(broker.requests).toHaveLength(0)
  })

  it('stops when the close code says so and no ERROR got through', async () => {
    await goLive()

    broker.disconnect(4401)
    await pass(0)

    expect(status()).toBe('signed-out')
  })

  it('keeps polling when only the socket is refused for good', async () => {
    follow()
    await goLive()
    const connects = broker.connects

    broker.fail('protocol', 'never')
    broker.publish(FOLDER, created('r1'))
    await pass(6_000)

    expect(status()).toBe('polling')
    expect(applied).toEqual(['r1'])
    expect(broker.connects).toBe(connects)
  })

  it('tries again later when asked to', async () => {
    await goLive()
    const connects = broker.connects

    broker.fail('draining', 'later')
    await pass(500)
    expect(broker.connects).toBe(connects)

    await pass(1_000)
    expect(status()).toBe('live')
  })

  it('sends UNSUBSCRIBE when a feed is closed', async () => {
    const feed = follow()
    await goLive()

    feed.close()

    expect(broker.subscribedDestinations).toEqual([])
    expect(broker.frames.at(-1)?.command).toBe('UNSUBSCRIBE')
  })

  it('stays live while a feed is opened', async () => {
    await goLive()
    const seen: string[] = []
    client.state.subscribe(() => seen.push(status()))

    follow()
    await pass(0)

    expect(seen).toEqual([])
    expect(broker.subscribedDestinations).toEqual([FOLDER])
  })

  it('closes the socket and keeps quiet after stop', async () => {
    follow()
    await goLive()
    const connects = broker.connects

    client.stop()
    await pass(60_000)

    expect(broker.frames.at(-1)?.command).toBe('DISCONNECT')
    expect(client.isConnectionOpen()).toBe(false)
    expect(broker.connects).toBe(connects)
    expect(broker.requests).toHaveLength(0)
  })

  it('starts again after stop, from where its feeds were', async () => {
    follow()
    await goLive()
    client.stop()
    broker.publish(FOLDER, created('r1'))

    client.start()
    await pass(0)

    expect(applied).toEqual(['r1'])
    expect(status()).toBe('live')
  })

  it('is signed out without a token', async () => {
    token = undefined

    client.start()
    await pass(0)

    expect(status()).toBe('signed-out')
  })
})
