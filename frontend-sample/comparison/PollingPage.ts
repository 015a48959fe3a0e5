import type { Account, Listed } from '../e2e/Account'
import { listsOf, type Page } from './Page'
import { Sightings } from './Sightings'

const INTERVAL = 3_000

/** Loads each of its lists every three seconds, unless the server says that it has not changed. */
export class PollingPage implements Page {
  readonly account: Account
  readonly sightings = new Sightings()
  readonly #folder: string
  readonly #etags = new Map<string, string>()
  #shown = new Set<string>()
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(account: Account, folder: string) {
    this.account = account
    this.#folder = folder
  }

  async open(): Promise<void> {
    await this.#poll()
    this.#timer = setInterval(() => void this.#poll(), INTERVAL)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #poll(): Promise<void> {
    const [folder, ...others] = listsOf(this.#folder)
    await Promise.all(others.map(({ path }) => this.#load(path)))
    const items = folder && (await this.#load(folder.path))
    if (items) this.#show(items)
  }

  async #load(path: string): Promise<readonly Listed[] | undefined> {
    const response = await this.account.get(path, this.#etags.get(path))
    const etag = response.headers.get('ETag')
    if (etag !== null) this.#etags.set(path, etag)
    if (response.status === 304) return undefined
    return ((await response.json()) as { items: readonly Listed[] }).items
  }

  #show(items: readonly Listed[]): void {
    const ids = new Set(items.map(({ id }) => id))
    for (const id of this.#shown) if (!ids.has(id)) this.sightings.note({ id, etag: undefined })
    for (const { id, etag } of items) this.sightings.note({ id, etag })
    this.#shown = ids
  }
}
