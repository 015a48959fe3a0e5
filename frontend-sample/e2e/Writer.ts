import { setTimeout as sleep } from 'node:timers/promises'
import type { Account, Listed } from './Account'

const PAUSE = 25
// Fewer would show nothing.
const ENOUGH = 3

/** Creates folders in a folder, numbered in their order, until it is told to stop. */
export class Writer {
  readonly #account: Account
  readonly #folder: string
  readonly #end = new AbortController()
  readonly #writing: Promise<void>

  private constructor(account: Account, folder: string) {
    this.#account = account
    this.#folder = folder
    this.#writing = this.#write()
  }

  static start(account: Account, folder: string): Writer {
    return new Writer(account, folder)
  }

  /** Stops, and returns what is there now, in the order in which it was written. */
  async stop(): Promise<readonly string[]> {
    this.#end.abort()
    await this.#writing
    const { items } = (await (await this.#account.list(this.#folder)).json()) as {
      items: readonly Listed[]
    }
    if (items.length < ENOUGH)
      throw new Error(`Expected at least ${ENOUGH} folders, but were ${items.length}`)
    return items.map(({ name }) => name).sort((one, other) => Number(one) - Number(other))
  }

  async #write(): Promise<void> {
    for (let number = 1; !this.#end.signal.aborted; number++) {
      // One that gets no answer may have been committed all the same.
      await this.#account.createFolder(String(number), this.#folder).catch(() => undefined)
      await sleep(PAUSE)
    }
  }
}
