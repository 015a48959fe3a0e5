import { formatPosition, parsePosition, progress, type Position } from './position.js'
import type { FrameHeaders, Session, SubscriptionHandlers } from './session.js'

interface Subscriber extends SubscriptionHandlers {
  readonly since: Position | undefined
}

/**
 * One SUBSCRIBE for all tabs that follow a destination.
 *
 * Who joins later is told how far the stream is; if that is further than the tab is, the tab reads the difference from
 * `GET /api/changes` by itself. Messages go to everybody, since positions tell each tab what to drop.
 */
export class SharedSubscription {
  readonly #subscribers = new Set<Subscriber>()
  readonly #onRefused: () => void
  #since: Position | undefined
  #unsubscribe = (): void => undefined
  #receipt: FrameHeaders | undefined
  #reached: Position | undefined

  /** @param onRefused told when the server does not serve this subscription, or no longer */
  constructor(onRefused: () => void) {
    this.#onRefused = onRefused
  }

  begin(session: Session, destination: string, since: Position | undefined): void {
    this.#since = since
    this.#unsubscribe = session.subscribe(destination, since, {
      onMessage: (headers, body) => {
        this.#receiveMessage(headers, body)
      },
      onReceipt: (headers) => {
        this.#receiveReceipt(headers)
      },
    })
  }

  /** Adds a tab's subscription; the returned function takes it away and tells whether it was the last one. */
  add(subscriber: Subscriber): () => boolean {
    this.#subscribers.add(subscriber)
    if (this.#receipt) subscriber.onReceipt(this.#receiptFor(subscriber.since, this.#receipt))
    return () => {
      this.#subscribers.delete(subscriber)
      if (this.#subscribers.size > 0) return false
      this.#unsubscribe()
      return true
    }
  }

  #receiveMessage(headers: FrameHeaders, body: string): void {
    this.#note(headers)
    if (headers.error !== undefined) this.#onRefused()
    for (const subscriber of [...this.#subscribers]) subscriber.onMessage(headers, body)
  }

  #receiveReceipt(headers: FrameHeaders): void {
    this.#receipt = headers
    this.#reached = parsePosition(headers.position)
    if (headers.error !== undefined) this.#onRefused()
    for (const subscriber of [...this.#subscribers]) {
      const { since } = subscriber
      // Why the server gives no replay it has told of the first one's position only.
      const isFirst = this.#since !== undefined && since !== undefined && same(this.#since, since)
      subscriber.onReceipt(isFirst ? headers : this.#receiptFor(since, headers))
    }
  }

  #receiptFor(since: Position | undefined, receipt: FrameHeaders): FrameHeaders {
    if (receipt.error !== undefined || this.#reached === undefined) return receipt
    const position = formatPosition(this.#reached)
    const isCurrent = since === undefined || same(since, this.#reached)
    return isCurrent ? { position } : { position, reset: 'use-changes' }
  }

  #note(headers: FrameHeaders): void {
    if (this.#reached === undefined) return
    const position =
      headers.reset === undefined
        ? parsePosition(`${headers.epoch ?? ''}:${headers.sequence ?? ''}`)
        : parsePosition(headers.position)
    if (position && progress(this.#reached, position) !== 'duplicate') this.#reached = position
  }
}

function same(one: Position, other: Position): boolean {
  return one.epoch === other.epoch && one.sequence === other.sequence
}
