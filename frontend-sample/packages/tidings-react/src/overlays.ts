import { MutableStore, type Store } from 'tidings-client'

/** What a write is going to change, shown before the server has said so. */
export interface Overlay<T> {
  readonly mutationId: string
  /** Pure; must leave a value alone that has the change already. */
  readonly apply: (value: T) => T
}

interface Pending<T> extends Overlay<T> {
  readonly confirmedAt?: number
}

// The change of a write comes with the next message. Where it does not, nothing may have changed at all.
const SETTLE_TIMEOUT = 10_000

/**
 * The writes of this page that a list does not hold yet.
 *
 * A write leaves when the change with its mutation id comes, when it fails, or when a list is loaded that is younger
 * than the server's answer. One whose change never comes leaves after a while, and the list is loaded.
 */
export class Overlays<T> {
  readonly #onUnsettled: () => void
  readonly #store = new MutableStore<readonly Overlay<T>[]>([])

  constructor(onUnsettled: () => void) {
    this.#onUnsettled = onUnsettled
  }

  get store(): Store<readonly Overlay<T>[]> {
    return this.#store
  }

  add(overlay: Overlay<T>): void {
    this.#store.set([...this.#store.getSnapshot(), overlay])
  }

  /** Takes a write away: its change was applied, or it failed. */
  remove(mutationId: string | undefined): void {
    const overlays = this.#store.getSnapshot()
    const rest = overlays.filter((overlay) => overlay.mutationId !== mutationId)
    if (rest.length < overlays.length) this.#store.set(rest)
  }

  /** The server has accepted a write; its change is on its way. */
  confirm(mutationId: string): void {
    const overlays: readonly Pending<T>[] = this.#store.getSnapshot()
    if (!overlays.some((overlay) => overlay.mutationId === mutationId)) return
    this.#store.set(
      overlays.map((overlay) =>
        overlay.mutationId === mutationId ? { ...overlay, confirmedAt: Date.now() } : overlay,
      ),
    )
    setTimeout(() => {
      const isLeft = this.#store.getSnapshot().some((one) => one.mutationId === mutationId)
      this.remove(mutationId)
      if (isLeft) this.#onUnsettled()
    }, SETTLE_TIMEOUT)
  }

  /** A list was loaded that holds all that was accepted before. */
  loaded(startedAt: number): void {
    const overlays: readonly Pending<T>[] = this.#store.getSnapshot()
    const rest = overlays.filter(({ confirmedAt = Infinity }) => confirmedAt > startedAt)
    if (rest.length < overlays.length) this.#store.set(rest)
  }
}
