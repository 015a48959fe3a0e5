/** Counts the requests that polling each list by itself would have cost while a session brought its changes. */
export class SavedRequests {
  readonly #interval: number
  #lists = 0
  #since = 0
  #saved = 0

  /** @param interval milliseconds between two polls of one list */
  constructor(interval: number) {
    this.#interval = interval
  }

  get count(): number {
    return Math.floor(this.#saved + this.#running())
  }

  /** From now on a session brings the changes of so many lists. */
  track(lists: number): void {
    this.#saved += this.#running()
    this.#since = Date.now()
    this.#lists = lists
  }

  #running(): number {
    return (this.#lists * (Date.now() - this.#since)) / this.#interval
  }
}
