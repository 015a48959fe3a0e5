import type { WebSocketFactory } from './stompConnection.js'
import type { TokenSource } from './token.js'

/** `polling` never opens a socket: for debugging, and for networks that let none through. */
export type Transport = 'auto' | 'polling'

export interface TidingsOptions {
  /** Address of the WebSocket endpoint: `wss:`, `https:`, or relative to the page. */
  readonly url: string
  /** Address of `GET /api/changes`; of that path on the host of `url` unless given. */
  readonly changesUrl?: string
  /** Travels in headers only, never in an address. */
  readonly token: TokenSource
  readonly transport?: Transport
  /** Milliseconds between polls that the server does not hold. */
  readonly pollInterval?: number
  readonly log?: (text: string) => void
  /** Another transport than the platform's WebSocket, for example SockJS, or `ws` in Node 20. */
  readonly webSocketFactory?: WebSocketFactory
  readonly fetch?: typeof fetch
  readonly random?: () => number
}

export interface Addresses {
  readonly socket: string
  readonly changes: string
}

/**
 * Works out the two addresses of a service.
 *
 * @throws TypeError when an address is relative and there is no page
 */
export function addressesOf({ url, changesUrl = '/api/changes' }: TidingsOptions): Addresses {
  const page = (globalThis as { location?: { href: string } }).location?.href
  const socket = new URL(url, page)
  const changes = new URL(changesUrl, socket)
  socket.protocol = socket.protocol.replace('http', 'ws')
  changes.protocol = changes.protocol.replace('ws', 'http')
  return { socket: socket.href, changes: changes.href }
}
