import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient, FakeBroker } from '../testing/index.js'
import type { TidingsClient } from './tidingsClient.js'
import type { TokenSource } from './token.js'

const FOLDER = '/topic/assets/a'

describe('StompConnection', () => {
  let broker: FakeBroker
  let client: TidingsClient
  let token: ReturnType<typeof vi.fn<TokenSource>>

  const status = (): string => client.state.getSnapshot().status

  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

  const goLive = async (): Promise<void> => {
    client.start()
    await pass(10_000)
    expect(status()).toBe('live')
  }

  const carried = (command: string): readonly string[] =>
    broker.frames
      .filter((frame) => frame.command === command)
      .map(({ headers }) => headers.Authorization)
      .filter((authorization) => authorization !== undefined)

  beforeEach(() => {
    vi.useFakeTimers()
    broker = new FakeBroker()
    token = vi.fn<TokenSource>(() => 'first')
    client = createClient(broker, { token: (outdated) => token(outdated) })
    client.feed(FOLDER, {
      since: broker.head(FOLDER),
      onChange: () => undefined,
      onReset: () => undefined,
    })
  })

  afterEach(() => {
    client.stop()
    vi.useRealTimers()
  })

  describe('with tokens', () => {
    it('waits for one that takes a while', async () => {
      token.mockImplementation(
        () =>
          new Promise((resolve) => {
            setTimeout(() => {
              resolve('slow')
            }, 2_000)
          }),
      )

      client.start()
      await pass(1_000)
      expect(broker.connects).toBe(0)

      await pass(1_500)
      expect(carried('CONNECT')).toEqual(['Bearer slow'])
    })

    it('asks again later when the source fails, or hangs, and signs nobody out', async () => {
      token.mockRejectedValueOnce(new Error('no network'))
      token.mockReturnValueOnce(new Promise(() => undefined))

      client.start()
      await pass(1_500)
      expect(status()).toBe('reconnecting')

      await pass(20_000)
      expect(status()).toBe('live')
    })

    it('does not connect with one that comes after stop', async () => {
      token.mockReturnValue(
        new Promise((resolve) => {
          setTimeout(() => {
            resolve('late')
          }, 500)
        }),
      )
      client.start()
      client.stop()

      await pass(1_000)

      expect(broker.connects).toBe(0)
    })

    it('replaces one that runs out without a new session', async () => {
      await goLive()
      token.mockImplementation((outdated) => (outdated === 'first' ? 'second' : 'first'))

      broker.tell({ type: 'token_expiring', expires_in: 60 })
      await pass(0)

      expect(carried('SEND')).toEqual(['Bearer second'])
      expect(token).toHaveBeenLastCalledWith('first')
      expect(client.counters.sessions).toBe(1)
    })

    it('asks again, ever more often, while the source has none that is newer', async () => {
      await goLive()
      token.mockClear()

      broker.tell({ type: 'token_expiring', expires_in: 60 })
      await pass(56_000)
      expect(carried('SEND')).toEqual([])
      token.mockReturnValue('second')
      await pass(4_000)

      expect(carried('SEND')).toEqual(['Bearer second'])
      expect(token.mock.calls.length).toBeLessThan(8)
    })

    it('takes the newer one that the source has when the session has expired', async () => {
      await goLive()
      token.mockImplementation((outdated) => (outdated === 'first' ? 'second' : 'first'))

      broker.fail('token_expired', 'now')
      await pass(0)

      expect(carried('CONNECT')).toEqual(['Bearer first', 'Bearer second'])
      expect(status()).toBe('live')
    })

    it('signs out when the source has nothing but the one that has expired', async () => {
      await goLive()

      broker.fail('token_expired', 'now')
      await pass(60_000)

      expect(client.state.getSnapshot()).toEqual({ status: 'signed-out', code: 'token_expired' })
      expect(broker.connects).toBe(1)
    })

    it('ends with one that the server does not take', async () => {
      await goLive()
      token.mockReturnValue('forged')
      broker.validToken = 'first'

      broker.tell({ type: 'token_expiring', expires_in: 60 })
      await pass(60_000)

      expect(status()).toBe('signed-out')
    })
  })

  describe('when the server drains', () => {
    it('comes back at the turn that it was given, and not before', async () => {
      await goLive()
      broker.tell({ type: 'draining', reconnect_in_ms: 4_000 })
      await pass(1_000)
      broker.fail('draining', 'later')

      await pass(2_900)
      expect(broker.connects).toBe(1)

      await pass(200)
      expect(broker.connects).toBe(2)
      expect(status()).toBe('live')
    })

    it('leaves by itself when the server does not end the session', async () => {
      await goLive()
      broker.tell({ type: 'draining', reconnect_in_ms: 1_000 })

      await pass(5_900)
      expect(broker.connects).toBe(1)
      await pass(200)

      expect(broker.connects).toBe(2)
    })
  })

  describe('when a handshake is refused', () => {
    beforeEach(async () => {
      await goLive()
      broker.isSocketBlocked = true
      broker.retryAfter = 20
      broker.disconnect()
      await pass(0)
    })

    it('asks by a request for how long, and stays away until then', async () => {
      expect(broker.probes.length).toBeGreaterThan(0)
      const connects = broker.connects

      await pass(19_000)
      expect(broker.connects).toBe(connects)

      broker.isSocketBlocked = false
      broker.retryAfter = undefined
      await pass(5_000)
      expect(status()).toBe('live')
    })

    it('does not poll before then either', async () => {
      await pass(18_000)

      expect(broker.requests.length).toBeLessThanOrEqual(1)
    })
  })

  it('says that it is offline when the machine does, and comes back with the network', async () => {
    await goLive()
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    broker.goDown()
    await pass(40_000)
    expect(status()).toBe('offline')

    broker.isDown = false
    onLine.mockReturnValue(true)
    globalThis.dispatchEvent(new Event('online'))
    await pass(0)

    expect(status()).toBe('live')
  })

  it('sends nothing to a server that takes nothing, and is live all the same', async () => {
    broker.refusesSend = true
    token.mockImplementation((outdated) => (outdated === undefined ? 'first' : 'second'))

    client.start()
    await pass(60_000)
    broker.tell({ type: 'token_expiring', expires_in: 60 })
    await pass(1_000)
    expect(status()).toBe('live')
    expect(broker.connects).toBe(2)

    broker.fail('token_expired', 'now')
    await pass(100)
    expect(carried('CONNECT').at(-1)).toBe('Bearer second')
    expect(status()).toBe('live')
  })

  it('is refused when the server wants no session of it and polls bring nothing', async () => {
    await goLive()
    const connects = broker.connects
    broker.fail('protocol', 'never')
    broker.isDown = true

    await pass(60_000)

    expect(client.state.getSnapshot()).toMatchObject({ status: 'refused', code: 'protocol' })
    expect(broker.connects).toBe(connects)
  })
})
