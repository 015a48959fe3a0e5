import { randomUUID } from 'node:crypto'
import {
  connect,
  requireChangePosition,
  type TidingsClient,
  type TidingsOptions,
} from 'tidings-client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { TidingsServer } from './TidingsServer'

const WITHIN = { timeout: 10_000, interval: 20 }

let server: TidingsServer
let token: string
let home: string
let client: TidingsClient
let applied: string[]
let resets: string[]

const destination = (): string => `/topic/assets/${home}`

const request = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(server.url + path, {
    ...init,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
  })

const createFolder = async (): Promise<string> => {
  const name = randomUUID()
  const body = JSON.stringify({ name, parent_id: home, content_type: 'folder' })
  const response = await request('/api/assets', { method: 'POST', body })
  expect(response.ok).toBe(true)
  return name
}

/** Connects, and follows the folder from the position of its list. */
const follow = async (options: Partial<TidingsOptions> = {}): Promise<void> => {
  const { headers } = await request(`/api/assets?parent_id=${home}`)
  client = connect({
    url: `${server.url}/ws`,
    token: () => token,
    webSocketFactory: (url, protocols) => new WebSocket(url, protocols),
    ...options,
  })
  client.feed(destination(), {
    since: requireChangePosition(headers, destination()),
    onChange: ({ resource }) => applied.push(String(resource.name)),
    onReset: (reason) => resets.push(reason),
  })
}

const untilStatus = (status: string): Promise<void> =>
  vi.waitFor(() => {
    expect(client.state.getSnapshot().status).toBe(status)
  }, WITHIN)

const untilApplied = (names: readonly string[]): Promise<void> =>
  vi.waitFor(() => {
    expect(applied).toEqual(names)
  }, WITHIN)

beforeAll(async () => {
  server = await TidingsServer.create()
  await server.start()
})

afterAll(() => server.dispose())

beforeEach(async () => {
  applied = []
  resets = []
  const body = JSON.stringify({ username: 'alice', password: 'alice' })
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(`${server.url}/api/auth/token`, { method: 'POST', body, headers })
  token = ((await answer.json()) as { access_token: string }).access_token
  const me = (await (await request('/api/me')).json()) as { home_folder_id: string }
  home = me.home_folder_id
})

afterEach(() => {
  client.stop()
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
  const names: string[] = []
  for (const transport of ['polling', 'auto', 'polling', 'auto'] as const) {
    client.setTransport(transport)
    names.push(await createFolder())
    await untilStatus(transport === 'auto' ? 'live' : 'polling')
    names.push(await createFolder())
  }

  await untilApplied(names)
})

it('goes on where it was when the server was killed', async () => {
  await follow()
  await untilStatus('live')
  const before = await createFolder()
  await untilApplied([before])

  await server.kill()
  await untilStatus('reconnecting')
  await server.start()
  await untilStatus('live')

  await untilApplied([before, await createFolder()])
  expect(resets).toEqual([])
}, 200_000)
