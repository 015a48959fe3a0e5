/** One state of an asset: its ETag, or that it is gone. */
export interface AssetState {
  readonly id: string
  readonly etag: string | undefined
}

const keyOf = ({ id, etag }: AssetState): string => `${id} ${etag ?? 'deleted'}`

/** When a page first showed each state of each asset. */
export class Sightings {
  readonly #times = new Map<string, number>()

  note(state: AssetState): void {
    const key = keyOf(state)
    if (!this.#times.has(key)) this.#times.set(key, performance.now())
  }

  timeOf(state: AssetState): number | undefined {
    return this.#times.get(keyOf(state))
  }
}
