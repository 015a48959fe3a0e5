import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { changeOf, FakeBroker } from '../testing/index.js'
import { FakeBrowser, fakeWorker, type FakeTab } from '../testing/FakeBrowser.js'
import { Backoff } from './backoff.js'
import { createSharedClient, type SharedOptions } from './shared.js'
import { serveTabs } from './sharedWorker.js'
import { StompConnection } from './stompConnection.js'
import type { TidingsClient } from './tidingsClient.js'

const FOLDER = '/topic/assets/a'
const JOBS = '/user/queue/jobs'

interface Page {
  readonly tab: FakeTab
  readonly client: TidingsClient
  readonly applied: string[]
  readonly refusals: string[]
}

describe('connectShared', () => {
  let broker: FakeBroker
  let browser: FakeBrowser
  let pages: Page[]

  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

  const publish = (destination: string, id: string): void => {
    broker.publish(destination, changeOf('created', { id }))
  }

  const open = (options: Partial<SharedOptions> = {}, scope: object = {}): Page => {
    const tab = browser.openTab()
    const client = createSharedClient(
      {
        url: 'ws://broker.test/ws',
        user: 'alice',
        token: () => 'jwt',
        random: () => 0.999,
        webSocketFactory: tab.webSocketFactory,
        fetch: tab.fetch,
        ...options,
      },
      { ...tab.scope, ...scope },
    )
    const page: Page = { tab, client, applied: [], refusals: [] }
    pages.push(page)
    return page
  }

  const follow = (page: Page, destination = FOLDER): void => {
    page.client.feed(destination, {
      since: broker.head(destination),
      onChange: ({ resource }) => page.applied.push(resource.id),
      onReset: () => undefined,
      onError: ({ code }) => page.refusals.push(code),
      onRevoked: ({ code }) => page.refusals.push(code),
    })
  }

  const start = (options: Partial<SharedOptions> = {}, scope: object = {}): Page => {
    const page = open(options, scope)
    follow(page)
    page.client.start()
    return page
  }

  const statuses = (): readonly string[] =>
    pages.filter(({ tab }) => !tab.isClosed).map(({ client }) => client.state.getSnapshot().status)

  const allLive = (): void => {
    expect(new Set(statuses())).toEqual(new Set(['live']))
  }

  beforeEach(() => {
    vi.useFakeTimers()
    broker = new FakeBroker()
    browser = new FakeBrowser(broker)
    pages = []
  })

  afterEach(() => {
    for (const { client } of pages) client.stop()
    vi.useRealTimers()
  })

  const worker = (): (() => SharedWorker) =>
    fakeWorker((scope) => {
      serveTabs(
        scope,
        (address, token) =>
          new StompConnection({
            url: address.socket,
            token,
            backoff: new Backoff({ random: () => 0.999 }),
            random: () => 0.999,
            readRetryAfter: () => Promise.resolve(undefined),
            log: () => undefined,
            webSocketFactory: broker.webSocketFactory,
          }),
      )
    })

  describe.each(['a worker', 'one of the tabs'])('with the socket in %s', (where) => {
    let openPage: (options?: Partial<SharedOptions>) => Page

    beforeEach(() => {
      const shared = { worker: worker() }
      openPage = (options = {}) =>
        where === 'a worker'
          ? start({ ...shared, ...options }, { SharedWorker: true })
          : start(options)
    })

    it('has one socket and one subscription for twenty tabs', async () => {
      for (let tab = 0; tab < 20; tab++) openPage()
      await pass(100)
      allLive()

      publish(FOLDER, 'r1')
      publish(FOLDER, 'r2')
      await pass(0)

      expect(broker.connects).toBe(1)
      expect(broker.subscribedDestinations).toEqual([FOLDER])
      for (const { applied } of pages) expect(applied).toEqual(['r1', 'r2'])
    })

    it('brings a tab that joins with an older list up to date by itself', async () => {
      openPage()
      await pass(100)
      const older = openPage()
      older.client.stop()
      publish(FOLDER, 'r1')
      publish(FOLDER, 'r2')

      older.client.start()
      await pass(100)
      publish(FOLDER, 'r3')
      await pass(0)

      expect(older.applied).toEqual(['r1', 'r2', 'r3'])
      expect(broker.requests).toHaveLength(1)
    })

    it('unsubscribes when the last tab that follows a destination has closed it', async () => {
      const one = openPage()
      const other = openPage()
      await pass(100)
      const feeds = [one, other].map(({ client }) =>
        client.feed(JOBS, { onChange: () => undefined, onReset: () => undefined }),
      )
      await pass(100)

      feeds[0]?.close()
      await pass(0)
      expect(broker.subscribedDestinations).toContain(JOBS)
      feeds[1]?.close()
      await pass(0)
      expect(broker.subscribedDestinations).toEqual([FOLDER])
    })

    it('loses and doubles nothing when the socket is lost', async () => {
      for (let tab = 0; tab < 5; tab++) openPage()
      await pass(6_000)
      broker.disconnect()
      publish(FOLDER, 'r1')
      await pass(100)
      publish(FOLDER, 'r2')
      await pass(0)

      allLive()
      for (const { applied } of pages) expect(applied).toEqual(['r1', 'r2'])
    })

    it('tells every tab of a refusal, also the one that comes later', async () => {
      broker.refused.set(JOBS, 'access_denied')
      const one = openPage()
      const other = openPage()
      await pass(100)
      follow(one, JOBS)
      await pass(10)
      follow(other, JOBS)
      await pass(10)

      expect([one.refusals, other.refusals]).toEqual([['access_denied'], ['access_denied']])
      allLive()
    })

    it('tells every tab of a right that is taken away', async () => {
      openPage()
      openPage()
      await pass(100)

      broker.revoke(FOLDER)
      await pass(0)

      expect(pages.map(({ refusals }) => refusals)).toEqual([
        ['access_revoked'],
        ['access_revoked'],
      ])
    })

    it('signs all tabs out when the token is refused for good', async () => {
      openPage()
      openPage()
      await pass(100)

      broker.fail('token_revoked', 'never')
      await pass(0)

      expect(statuses()).toEqual(['signed-out', 'signed-out'])
    })

    it('takes the token of a tab that has a newer one', async () => {
      openPage({ token: () => 'old' })
      openPage({ token: (outdated) => (outdated === undefined ? 'old' : 'new') })
      await pass(6_000)
      broker.validToken = 'new'

      broker.fail('token_expired', 'now')
      await pass(100)

      allLive()
    })

    it('keeps the session when a tab leaves, and closes it with the last one', async () => {
      const one = openPage()
      const other = openPage()
      await pass(100)

      other.client.stop()
      await pass(2_000)
      publish(FOLDER, 'r1')
      await pass(0)
      expect(one.applied).toEqual(['r1'])
      expect(broker.connects).toBe(1)

      one.client.stop()
      await pass(2_000)
      expect(broker.subscribedDestinations).toEqual([])
    })

    it('knows the quality of the connection in each tab', async () => {
      openPage()
      openPage()
      await pass(100)

      for (const { client } of pages) {
        expect(client.quality.getSnapshot()).toMatchObject({ roundTrip: 0, clockOffset: 0 })
      }
    })

    it('has sockets of their own for other users', async () => {
      openPage()
      openPage({ user: 'bob' })
      await pass(100)

      expect(broker.connects).toBe(2)
    })
  })

  describe('when the tab with the socket dies', () => {
    beforeEach(async () => {
      for (let tab = 0; tab < 20; tab++) start()
      await pass(10_000)
    })

    it('has another socket within a second, and nothing is lost or doubled', async () => {
      publish(FOLDER, 'before')
      await pass(0)
      pages[0]?.tab.close()
      publish(FOLDER, 'between')
      await pass(1_000)
      publish(FOLDER, 'after')
      await pass(0)

      allLive()
      expect(broker.connects).toBe(2)
      for (const { applied } of pages.slice(1)) {
        expect(applied).toEqual(['before', 'between', 'after'])
      }
    })

    it('goes on through one death after the other', async () => {
      for (const { tab } of pages.slice(0, 19)) {
        tab.close()
        await pass(1_000)
        allLive()
      }
    })
  })

  it('hands over when the tab with the socket signs out, and takes part again later', async () => {
    const first = start()
    const second = start()
    await pass(6_000)

    first.client.stop()
    await pass(1_000)
    publish(FOLDER, 'r1')
    await pass(0)
    expect(second.applied).toEqual(['r1'])

    first.client.start()
    await pass(1_000)
    expect(first.applied).toEqual(['r1'])
    second.tab.close()
    await pass(1_000)
    allLive()
  })

  it('leaves while a page is put aside, and comes back with it', async () => {
    const kept = new Map<string, () => void>()
    const addEventListener = (type: string, listener: () => void): void => {
      kept.set(type, listener)
    }
    start()
    await pass(100)
    const page = start({}, { addEventListener })
    await pass(100)
    follow(page, JOBS)
    await pass(100)

    kept.get('pagehide')?.()
    await pass(100)
    expect(broker.subscribedDestinations).toEqual([FOLDER])
    publish(FOLDER, 'r1')

    kept.get('pageshow')?.()
    await pass(100)
    expect(page.applied).toEqual(['r1'])
    allLive()
  })

  it('unsubscribes for a tab that died', async () => {
    start()
    const other = start()
    await pass(100)
    follow(other, JOBS)
    await pass(100)
    expect(broker.subscribedDestinations).toContain(JOBS)

    other.tab.close()
    await pass(100)

    expect(broker.subscribedDestinations).toEqual([FOLDER])
  })

  it('has a socket in each tab where a browser offers nothing else', async () => {
    start({}, { navigator: {} })
    start({}, { BroadcastChannel: undefined })
    await pass(100)

    allLive()
    expect(broker.connects).toBe(2)
  })

  it('polls while the hub does not answer, and looks for it again', async () => {
    const working = worker()
    const silent = {
      port: { onmessage: null, postMessage: () => undefined, close: () => undefined },
    }
    let isBroken = true
    const page = start(
      { worker: () => (isBroken ? (silent as unknown as SharedWorker) : working()) },
      { SharedWorker: true },
    )
    await pass(10_000)
    expect(page.client.state.getSnapshot().status).toBe('polling')

    isBroken = false
    await pass(15_000)
    allLive()
  })

  it('has the server hold no requests of tabs', async () => {
    broker.holdsRequests = true
    broker.isSocketBlocked = true
    start()
    start()
    await pass(20_000)

    expect(broker.requests.length).toBeGreaterThan(6)
    expect(broker.requests.every((url) => url.searchParams.get('wait') === null)).toBe(true)
  })
})
