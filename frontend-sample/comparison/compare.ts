import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Account } from '../e2e/Account'
import { TidingsServer } from '../e2e/TidingsServer'
import { CountingProxy, type Traffic } from './CountingProxy'
import type { Page } from './Page'
import { PollingPage } from './PollingPage'
import { PushPage } from './PushPage'
import { Work, type Deed } from './Work'

export interface ComparisonOptions {
  readonly minutes: number
}

type Way = 'polling' | 'push'

interface Outcome {
  readonly changes: number
  readonly requests: number
  readonly http: Traffic
  readonly webSocket: Traffic
  /** Milliseconds from what one person did until each of the others saw it. */
  readonly delays: readonly number[]
}

const PEOPLE = ['alice', 'bob', 'admin', 'publisher']
const FOLDERS_AT_FIRST = 40
const SEEN_WITHIN = 5_000

/** Has four people do the same work twice, kept current by polling and by Tidings, and prints what that took. */
export async function compare({ minutes }: ComparisonOptions): Promise<void> {
  const polling = await run('polling', minutes)
  const push = await run('push', minutes)
  console.log(tableOf(polling, push))
}

async function run(way: Way, minutes: number): Promise<Outcome> {
  console.error(`${way}: ${minutes} minutes`)
  const server = await TidingsServer.create()
  try {
    await server.start()
    const folder = await createSharedFolder(server.url)
    const proxy = await CountingProxy.start(server.port)
    const outcome = await runThrough(proxy, way, folder, minutes)
    await proxy.stop()
    return outcome
  } finally {
    await server.dispose()
  }
}

async function createSharedFolder(url: string): Promise<string> {
  const [owner = '', ...others] = PEOPLE
  const account = await Account.signIn(url, owner)
  const { id } = await account.createFolder(randomUUID(), await account.home())
  for (const name of others) await account.share(id, name, 'editor')
  for (let i = 0; i < FOLDERS_AT_FIRST; i++) await account.createFolder(`Folder ${i}`, id)
  return id
}

async function runThrough(
  proxy: CountingProxy,
  way: Way,
  folder: string,
  minutes: number,
): Promise<Outcome> {
  let requests = 0
  const countingFetch: typeof fetch = (input, init) => {
    requests++
    return fetch(input, init)
  }
  const accounts = await Promise.all(
    PEOPLE.map((name) => Account.signIn(proxy.url, name, countingFetch)),
  )
  const pages = accounts.map((account): Page =>
    way === 'polling'
      ? new PollingPage(account, folder)
      : new PushPage(account, folder, proxy.url, countingFetch),
  )
  for (const page of pages) await page.open()

  const works = accounts.map((account, number) => new Work(account, folder, number))
  const deeds = (await Promise.all(works.map((work) => work.do(minutes * 60_000)))).flat()
  await sleep(SEEN_WITHIN)
  for (const page of pages) page.close()

  const { http, webSocket } = proxy
  const handshakes = way === 'push' ? pages.length : 0
  const delays = delaysOf(deeds, pages)
  return { changes: deeds.length, requests: requests + handshakes, http, webSocket, delays }
}

function delaysOf(deeds: readonly Deed[], pages: readonly Page[]): readonly number[] {
  return deeds
    .flatMap(({ by, state, begunAt }) =>
      pages
        .filter(({ account }) => account !== by)
        .map(({ account, sightings }) => {
          const seenAt = sightings.timeOf(state)
          if (seenAt === undefined)
            throw new Error(`${account.name} never saw a change by ${by.name}`)
          return seenAt - begunAt
        }),
    )
    .sort((one, other) => one - other)
}

function tableOf(polling: Outcome, push: Outcome): string {
  const row = (name: string, cell: (outcome: Outcome) => string): string =>
    `| ${name} | ${cell(polling)} | ${cell(push)} |`
  return [
    '| | polling every 3 s | Tidings |',
    '|---|---:|---:|',
    row('changes made', ({ changes }) => inDigits(changes)),
    row('requests', ({ requests }) => inDigits(requests)),
    row('bytes up, HTTP', ({ http }) => inDigits(http.up)),
    row('bytes down, HTTP', ({ http }) => inDigits(http.down)),
    row('bytes up, WebSocket', ({ webSocket }) => inDigits(webSocket.up)),
    row('bytes down, WebSocket', ({ webSocket }) => inDigits(webSocket.down)),
    row('bytes in all', ({ http, webSocket }) =>
      inDigits(http.up + http.down + webSocket.up + webSocket.down),
    ),
    row('until another person sees it, median', ({ delays }) => inMillis(quantile(delays, 0.5))),
    row('95th percentile', ({ delays }) => inMillis(quantile(delays, 0.95))),
    row('longest', ({ delays }) => inMillis(quantile(delays, 1))),
  ].join('\n')
}

function quantile(sorted: readonly number[], fraction: number): number {
  return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? NaN
}

const inDigits = (count: number): string => count.toLocaleString('en-US')

const inMillis = (milliseconds: number): string => `${inDigits(Math.round(milliseconds))} ms`
