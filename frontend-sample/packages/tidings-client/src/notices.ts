import { parseBody } from './protocol.js'

/** What the server says about a session, on the session's own destination. Times are in milliseconds. */
export type Notice =
  | { readonly type: 'token_expiring'; readonly expiresIn: number }
  | { readonly type: 'draining'; readonly reconnectIn: number }
  | { readonly type: 'pong'; readonly id: string; readonly timestamp: number }

/** Reads the text of a message about the session. What is not known, or cannot be read, is `undefined`. */
export function parseNotice(text: string): Notice | undefined {
  const body = parseBody(text)
  if (body.kind !== 'message') return undefined
  const { type, expires_in: expiresIn, reconnect_in_ms: reconnectIn, id, timestamp } = body.message
  if (type === 'token_expiring' && isDuration(expiresIn)) {
    return { type, expiresIn: expiresIn * 1_000 }
  }
  if (type === 'draining' && isDuration(reconnectIn)) return { type, reconnectIn }
  if (type !== 'pong' || typeof id !== 'string' || typeof timestamp !== 'string') return undefined
  const time = Date.parse(timestamp)
  return Number.isNaN(time) ? undefined : { type, id, timestamp: time }
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
