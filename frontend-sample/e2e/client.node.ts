import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  connect,
  requireChangePosition,
  type Feed,
  type Position,
  type Refusal,
  type TidingsClient,
  type TidingsOptions,
  type WebSocketFactory,
} from 'tidings-client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Account } from './Account'
import { ReactNativeSocket } from './ReactNativeSocket'
import { TidingsServer } from './TidingsServer'
import { Writer } from './Writer'

const WITHIN = { timeout: 10_000, interval: 20 }
const RESTARTED_WITHIN = 200_000
// Shorter than most tests take, so that all of them meet a token that has run out.
const TOKEN_LIFETIME = 5_000

let server: TidingsServer
let alice: Account
let folder: string
let client: TidingsClient
let feed: Feed
let applied: string[]
let resets: string[]
let revocations: Refusal[]
let logged: string[]

const webSocketFactory: WebSocketFactory = (url, protocols) => new WebSocket(url, protocols)

const createFolder = async (): Promise<string> => {
  const name = randomUUID()
  await alice.createFolder(name, folder)
  return name
}

/** Follows the folder, from the position of its list unless another one is given. */
const follow = async (
  options: Partial<TidingsOptions> = {},
  account = alice,
  since?: Position,
): Promise<void> => {
  const destination = `/topic/assets/${folder}`
  const { headers } = await account.list(folder)
  client = connect({
    url: `${server.url}/ws`,
    token: account.token,
    // Node 20 has no WebSocket of its own.
    ...(!('WebSocket' in globalThis) && { webSocketFactory }),
    log: (text) => logged.push(text),
    ...options,
  })
  feed = client.feed(destination, {
    since: since ?? requireChangePosition(headers, destination),
    onChange: ({ resource }) => applied.push(String(resource.name)),
    onReset: (reason) => resets.push(reason),
    onRevoked: (refusal) => revocations.push(refusal),
  })
}

const untilStatus = (status: string, within = WITHIN): Promise<void> =>
  vi.waitFor(() => {
    expect(client.state.getSnapshot().status).toBe(status)
  }, within)

const untilApplied = (names: readonly string[]): Promise<void> =>
  vi.waitFor(() => {
    expect(applied).toEqual(names)
  }, WITHIN)

beforeAll(async () => {
  server = await TidingsServer.create(
    `tidings.security.demo-token-lifetime=${TOKEN_LIFETIME}ms`,
    'tidings.security.clock-skew=0s',
    'tidings.session.drain-window=2s',
  )
  await server.start()
})

afterAll(() => server.dispose())

beforeEach(async () => {
  applied = []
  resets = []
  revocations = []
  logged = []
  alice = await Account.signIn(server.url, 'alice')
  ;({ id: folder } = await alice.createFolder(randomUUID(), await alice.home()))
})

afterEach(() => {
  client.stop()
  vi.unstubAllGlobals()
})

it('has changes over the socket of Node', async () => {
  await follow()
  await untilStatus('live')

  const names = [await createFolder(), await createFolder()]

  await untilApplied(names)
  expect(client.counters).toMatchObject({ gaps: 0, resets: 0, polls: 0 })
})

it('measures the way to the server and the latency of changes', async () => {
  await follow()
  await untilStatus('live')
  await vi.waitFor(() => {
    expect(client.quality.getSnapshot().roundTrip).toBeDefined()
  }, WITHIN)

  await untilApplied([await createFolder()])

  await vi.waitFor(() => {
    expect(client.quality.getSnapshot().commitToApply?.count).toBe(1)
  }, WITHIN)
})

it('has them over held requests as well, and loses and doubles none while it switches', async () => {
  await follow({ transport: 'polling' })
  const writer = Writer.start(alice, folder)
  for (const transport of ['polling', 'auto', 'polling', 'auto'] as const) {
    client.setTransport(transport)
    await untilStatus(transport === 'auto' ? 'live' : 'polling')
    await sleep(200)
  }

  await untilApplied(await writer.stop())
})

it('replaces its token in the session, which outlives several', async () => {
  const asked: (string | undefined)[] = []
  const token = async (outdated?: string): Promise<string> => {
    asked.push(outdated)
    // Tokens end at whole seconds: one of the same second would be no newer.
    if (outdated !== undefined) await sleep(1_100)
    return alice.token(outdated)
  }
  await follow({ token })
  await untilStatus('live')
  const names: string[] = []

  const end = Date.now() + 1.5 * TOKEN_LIFETIME
  while (Date.now() < end) {
    names.push(await createFolder())
    await sleep(250)
  }

  await untilApplied(names)
  expect(client.counters).toMatchObject({ sessions: 1, reconnects: 0, polls: 0 })
  expect(new Set(asked.filter((outdated) => outdated !== undefined)).size).toBeGreaterThan(1)
})

it('tells when the right to read is taken away, and nothing of what comes after', async () => {
  await alice.share(folder, 'bob')
  await follow({}, await Account.signIn(server.url, 'bob'))
  await untilStatus('live')
  const before = await createFolder()
  await untilApplied([before])

  await alice.takeBack(folder, 'bob')
  await createFolder()

  await vi.waitFor(() => {
    expect(revocations).toMatchObject([{ code: 'access_revoked' }])
  }, WITHIN)
  expect(applied).toEqual([before])
  expect(feed.state.getSnapshot().status).toBe('refused')
})

it('asks for the list when its position is not one of the server, and goes on from there', async () => {
  const known = requireChangePosition((await alice.list(folder)).headers, `/topic/assets/${folder}`)
  await follow({}, alice, { ...known, sequence: known.sequence + 1_000 })
  await vi.waitFor(() => {
    expect(resets).toEqual(['ahead-of-head'])
  }, WITHIN)
  await createFolder()

  const { headers } = await alice.list(folder)
  feed.restart(requireChangePosition(headers, feed.destination))
  const after = await createFolder()

  await untilApplied([after])
  expect(client.state.getSnapshot().status).toBe('live')
})

it('has everything in React Native, whose sockets cut text at a NUL', async () => {
  for (const name of ['window', 'document', 'location', 'BroadcastChannel', 'Worker']) {
    vi.stubGlobal(name, undefined)
  }
  vi.stubGlobal('navigator', { product: 'ReactNative' })
  vi.stubGlobal('WebSocket', ReactNativeSocket)
  await follow()
  await untilStatus('live')

  const writer = Writer.start(alice, folder)
  await sleep(500)

  await untilApplied(await writer.stop())
  expect(client.counters).toMatchObject({ gaps: 0, resets: 0 })
})

it('goes on where it was when the server was killed', { timeout: RESTARTED_WITHIN }, async () => {
  await follow()
  await untilStatus('live')
  const writer = Writer.start(alice, folder)
  await sleep(300)

  await server.kill()
  await untilStatus('reconnecting')
  await server.start()
  await untilStatus('live')

  await untilApplied(await writer.stop())
  expect(resets).toEqual([])
})

it('leaves a server that drains when it is told to', { timeout: RESTARTED_WITHIN }, async () => {
  await follow()
  await untilStatus('live')
  const writer = Writer.start(alice, folder)
  await sleep(300)

  await server.drain()
  await server.start()
  await untilStatus('live')

  await untilApplied(await writer.stop())
  expect(logged).toContainEqual(expect.stringContaining('Server drains'))
  expect(resets).toEqual([])
})
