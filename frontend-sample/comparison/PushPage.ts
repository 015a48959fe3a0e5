import { connect, requireChangePosition, type TidingsClient } from 'tidings-client'
import { WebSocket } from 'ws'
import type { Account } from '../e2e/Account'
import { listsOf, type Page } from './Page'
import { Sightings } from './Sightings'

/** Loads each of its lists once, and follows what changes in them. */
export class PushPage implements Page {
  readonly account: Account
  readonly sightings = new Sightings()
  readonly #folder: string
  readonly #url: string
  readonly #fetch: typeof fetch
  #client: TidingsClient | undefined

  constructor(account: Account, folder: string, url: string, fetch: typeof globalThis.fetch) {
    this.account = account
    this.#folder = folder
    this.#url = url
    this.#fetch = fetch
  }

  async open(): Promise<void> {
    const client = connect({
      url: `${this.#url}/ws`,
      token: this.account.token,
      fetch: this.#fetch,
      webSocketFactory: (url, protocols) => new WebSocket(url, protocols),
    })
    this.#client = client
    for (const { path, destination } of listsOf(this.#folder)) {
      const response = await this.account.get(path)
      await response.arrayBuffer()
      client.feed(destination, {
        since: requireChangePosition(response.headers, destination),
        onChange: ({ event, resource: { id, etag } }) => {
          this.sightings.note({ id, etag: event === 'deleted' ? undefined : String(etag) })
        },
        onReset: (reason) => {
          throw new Error(`Expected ${destination} to go on, but there was a reset: ${reason}`)
        },
      })
    }
  }

  close(): void {
    this.#client?.stop()
  }
}
