import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build, defaultClientConditions } from 'vite'
import { Account } from './Account'
import { TidingsServer } from './TidingsServer'
import { Writer } from './Writer'

const SERVER_START = 180_000
const HANDED_OVER_WITHIN = 1_000
const TABS = 20

let pages: string
let server: TidingsServer
let admin: Account
let alice: Account
let folder: string

test.beforeAll(async () => {
  test.setTimeout(SERVER_START)
  pages = await mkdtemp(join(tmpdir(), 'tidings-page-'))
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, 'page'),
    resolve: { conditions: ['tidings-source', ...defaultClientConditions] },
    worker: { format: 'es' },
    build: { outDir: pages, emptyOutDir: true, target: 'es2022' },
  })
  server = await TidingsServer.create(`spring.web.resources.static-locations=file:${pages}/`)
  await server.start()
  admin = await Account.signIn(server.url, 'admin')
  alice = await Account.signIn(server.url, 'alice')
})

test.beforeEach(async () => {
  ;({ id: folder } = await alice.createFolder(randomUUID(), await alice.home()))
})

test.afterAll(async () => {
  await server.dispose()
  await rm(pages, { recursive: true })
})

async function openTabs(context: BrowserContext, count: number): Promise<Page[]> {
  const tabs: Page[] = []
  for (let i = 0; i < count; i++) tabs.push(await context.newPage())
  await Promise.all(tabs.map((tab) => tab.goto(`${server.url}/#${folder}`)))
  for (const tab of tabs) await tab.waitForFunction(isLive)
  return tabs
}

function isLive(): boolean {
  return globalThis.tab?.client.state.getSnapshot().status === 'live'
}

/** Waits until the server has so many sessions. Those of an earlier test may take a moment to end. */
async function expectSessions(count: number): Promise<void> {
  await expect
    .poll(async () => (await admin.get('/actuator/prometheus')).text())
    .toMatch(new RegExp(`^tidings_sessions ${count}\\.0$`, 'm'))
}

async function expectApplied(tabs: readonly Page[], names: readonly string[]): Promise<void> {
  for (const tab of tabs) {
    await expect.poll(() => tab.evaluate(() => globalThis.tab?.applied)).toEqual(names)
  }
}

/** Milliseconds from a moment until a tab was live again. */
async function liveAfter(tab: Page, moment: number): Promise<number> {
  const handle = await tab.waitForFunction(
    (since) => globalThis.tab?.states.find(({ status, at }) => status === 'live' && at > since)?.at,
    moment,
  )
  return ((await handle.jsonValue()) ?? Infinity) - moment
}

test('twenty tabs have one socket in a worker, which outlives the tab that made it', async ({
  context,
}) => {
  const [first, ...others] = await openTabs(context, TABS)
  await expectSessions(1)
  const writer = Writer.start(alice, folder)
  await sleep(300)

  await first?.close()
  await sleep(300)

  await expectApplied(others, await writer.stop())
  await expectSessions(1)
  for (const tab of others) {
    expect(await tab.evaluate(() => globalThis.tab?.client.counters.sessions)).toBe(1)
  }
})

test('twenty tabs without workers have one socket, and hand it over within a second', async ({
  context,
}) => {
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, 'SharedWorker', { value: undefined })
  })
  const holders: Page[] = []
  context.on('page', (page) => page.on('websocket', () => holders.push(page)))
  const tabs = await openTabs(context, TABS)
  await expectSessions(1)
  expect(holders).toHaveLength(1)
  const writer = Writer.start(alice, folder)
  await sleep(300)

  const closedAt = Date.now()
  await holders[0]?.close()
  const others = tabs.filter((tab) => tab !== holders[0])
  const delays = await Promise.all(others.map((tab) => liveAfter(tab, closedAt)))

  await expectApplied(others, await writer.stop())
  await expectSessions(1)
  expect(Math.max(...delays)).toBeLessThan(HANDED_OVER_WITHIN)
})

test('tabs of a browser without workers and locks have a socket each', async ({ context }) => {
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, 'SharedWorker', { value: undefined })
    Object.defineProperty(navigator, 'locks', { value: undefined })
  })
  const [first, ...others] = await openTabs(context, 3)
  await expectSessions(3)
  const writer = Writer.start(alice, folder)

  await first?.close()
  await sleep(300)

  await expectApplied(others, await writer.stop())
  await expectSessions(2)
})
