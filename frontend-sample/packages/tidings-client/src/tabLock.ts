/** The part of the Web Locks API that is needed here. */
export interface Locks {
  request(
    name: string,
    options: { readonly signal?: AbortSignal },
    callback: () => Promise<void> | undefined,
  ): Promise<unknown>
}

const lockOf = (tab: string): string => `tidings-tab-${tab}`

/** Shows that a tab lives until it is closed, also when it crashes. */
export class TabLock {
  #isHeld: boolean
  #waiting: (() => void)[] = []

  /** @param locks without them nothing shows it, and nothing waits */
  constructor(locks: Locks | undefined, tab: string) {
    this.#isHeld = locks === undefined
    void locks?.request(lockOf(tab), {}, () => {
      this.#isHeld = true
      for (const action of this.#waiting.splice(0)) action()
      return new Promise<void>(() => undefined)
    })
  }

  /** Does something as soon as the lock is held: who hears of the tab earlier would take it for gone. */
  readonly whenHeld = (action: () => void): void => {
    if (this.#isHeld) action()
    else this.#waiting.push(action)
  }
}

/** Calls back once a tab is gone that has shown that it lives. */
export function watchTab(locks: Locks | undefined, tab: string, onGone: () => void): void {
  void locks?.request(lockOf(tab), {}, () => {
    onGone()
    return undefined
  })
}
