import type { Client } from '@stomp/stompjs'
import { formatPosition, type Position } from './position.js'
import type { FrameHeaders, Session, SubscriptionHandlers } from './session.js'

const RECEIPT_TIMEOUT = 15_000

/** A session over a STOMP client that is connected. */
export class StompSession implements Session {
  readonly #client: Client
  #count = 0

  constructor(client: Client) {
    this.#client = client
  }

  /** A SUBSCRIBE that is not answered ends the session: it would stay silent without anybody noticing. */
  subscribe(
    destination: string,
    since: Position | undefined,
    handlers: SubscriptionHandlers,
  ): () => void {
    const id = `s${++this.#count}`
    const timer = setTimeout(() => {
      this.#client.forceDisconnect()
    }, RECEIPT_TIMEOUT)
    const receipt = this.#watch((headers) => {
      clearTimeout(timer)
      handlers.onReceipt(headers)
    })
    const subscription = this.#client.subscribe(
      destination,
      (message) => {
        handlers.onMessage(message.headers, message.body)
      },
      // In batches: fewer messages, and what one transaction changed is shown at once.
      { id, receipt, batch: 'true', ...(since && { since: formatPosition(since) }) },
    )
    return () => {
      clearTimeout(timer)
      if (this.#client.connected) subscription.unsubscribe()
    }
  }

  send(destination: string, content: unknown): void {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify(content)
    if (this.#client.connected) this.#client.publish({ destination, body, headers })
  }

  /** Sends the newer token of the same user; the server ends the session if it does not take it. */
  renew(token: string, onAccepted: () => void): void {
    const receipt = this.#watch(onAccepted)
    const headers = { Authorization: `Bearer ${token}`, receipt }
    if (this.#client.connected) {
      this.#client.publish({ destination: '/app/session/token', headers })
    }
  }

  #watch(onReceipt: (headers: FrameHeaders) => void): string {
    const receipt = `r${++this.#count}`
    this.#client.watchForReceipt(receipt, (frame) => {
      onReceipt(frame.headers)
    })
    return receipt
  }
}
