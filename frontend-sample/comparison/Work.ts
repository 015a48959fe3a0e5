import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from '../e2e/Account'
import type { AssetState } from './Sightings'

/** Something that a person did, and what the others are to see of it. */
export interface Deed {
  readonly by: Account
  readonly state: AssetState
  readonly begunAt: number
}

// Longer than it takes to see one: of two changes to the same folder in between, a poll would show the latter only.
const SHORTEST_PAUSE = 8_000
const LONGEST_PAUSE = 12_000
const STEPS = ['create', 'rename', 'create', 'delete'] as const

/**
 * What one person does in a folder that several have open: creates, renames and deletes folders, with a pause in between.
 *
 * The pauses are the same in each run for a person of the same number.
 */
export class Work {
  readonly #account: Account
  readonly #folder: string
  readonly #number: number
  readonly #own: string[] = []

  constructor(account: Account, folder: string, number: number) {
    this.#account = account
    this.#folder = folder
    this.#number = number
  }

  /** Works for so many milliseconds, and returns what was done. */
  async do(milliseconds: number): Promise<readonly Deed[]> {
    const end = performance.now() + milliseconds
    const deeds: Deed[] = []
    for (let step = 0; ; step++) {
      await sleep(this.#pauseBefore(step))
      if (performance.now() > end) return deeds
      const begunAt = performance.now()
      deeds.push({ by: this.#account, state: await this.#doStep(step), begunAt })
    }
  }

  async #doStep(step: number): Promise<AssetState> {
    const name = `${this.#account.name} ${step}`
    const oldest = this.#own[0]
    const kind = STEPS[step % STEPS.length]
    if (kind === 'create' || oldest === undefined) {
      const created = await this.#account.createFolder(name, this.#folder)
      this.#own.push(created.id)
      return created
    }
    if (kind === 'rename') return this.#account.rename(oldest, name)
    await this.#account.delete(oldest)
    this.#own.shift()
    return { id: oldest, etag: undefined }
  }

  /** The golden ratio spreads the steps of all people without any pattern that polls could meet. */
  #pauseBefore(step: number): number {
    const fraction = ((step + 1) * 0.618_034 + this.#number * 0.271) % 1
    return SHORTEST_PAUSE + fraction * (LONGEST_PAUSE - SHORTEST_PAUSE)
  }
}
