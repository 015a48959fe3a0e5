import type { Clock } from './clock.js'
import type { Position } from './position.js'
import type { FrameHeaders, SocketState } from './session.js'

/** Tabs that still run a version of the library with other messages must not meet this one's. */
export const PORT_VERSION = 1

/** A MessagePort, or what stands for one. What is posted arrives in order, or not at all. */
export interface Port {
  onmessage: ((event: { readonly data: unknown }) => void) | null
  postMessage(message: unknown): void
  close(): void
}

/** Where the socket is and for whom, so that one worker can serve several services and users. */
export interface HubAddress {
  /** The user. */
  readonly key: string
  readonly socket: string
  readonly changes: string
}

/** What a tab says to the hub that has the socket. Sessions are numbered, so that what comes late does no harm. */
export type TabMessage =
  | { readonly kind: 'hello'; readonly tab: string; readonly address: HubAddress }
  | {
      readonly kind: 'subscribe'
      readonly session: number
      readonly id: number
      readonly destination: string
      readonly since: Position | undefined
    }
  | { readonly kind: 'unsubscribe'; readonly session: number; readonly id: number }
  | { readonly kind: 'token'; readonly request: number; readonly token: string | undefined }
  | { readonly kind: 'retry' }
  | { readonly kind: 'postpone'; readonly milliseconds: number }
  | { readonly kind: 'report'; readonly milliseconds: readonly number[] }
  | { readonly kind: 'bye' }

/** What the hub says to a tab. */
export type HubMessage =
  /** A hub has begun, and knows nothing of anybody. */
  | { readonly kind: 'hub' }
  | { readonly kind: 'state'; readonly state: SocketState; readonly session: number }
  | { readonly kind: 'clock'; readonly clock: Clock }
  | {
      readonly kind: 'message'
      readonly id: number
      readonly headers: FrameHeaders
      readonly body: string
    }
  | { readonly kind: 'receipt'; readonly id: number; readonly headers: FrameHeaders }
  | { readonly kind: 'token'; readonly request: number; readonly outdated: string | undefined }
