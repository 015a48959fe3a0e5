import type { Clock } from './clock.js'
import type { SessionEnd } from './errors.js'
import type { Position } from './position.js'
import type { Store } from './store.js'

export type FrameHeaders = Readonly<Record<string, string | undefined>>

/** What happens to one SUBSCRIBE. */
export interface SubscriptionHandlers {
  onMessage(headers: FrameHeaders, body: string): void
  onReceipt(headers: FrameHeaders): void
}

/** One STOMP session; useless once its connection is gone. */
export interface Session {
  /** Sends SUBSCRIBE and returns what sends UNSUBSCRIBE. Without a position the server names its own. */
  subscribe(
    destination: string,
    since: Position | undefined,
    handlers: SubscriptionHandlers,
  ): () => void
}

export type SocketState =
  | { readonly status: 'closed' }
  | { readonly status: 'connecting' }
  | { readonly status: 'open' }
  | { readonly status: 'waiting'; readonly attempt: number }
  | { readonly status: 'ended'; readonly end: SessionEnd }

/** Who hears of sessions. A session is closed before the next one opens. */
export interface SessionListener {
  onOpen(session: Session): void
  onClose(): void
}

/** Keeps one session open until told to stop, through a socket of its own or one that it shares. */
export interface Connection {
  /** Whether other tabs use the session as well. */
  readonly isShared: boolean
  readonly state: Store<SocketState>
  /** Unknown before the first pong. */
  readonly clock: Store<Clock | undefined>
  start(listener: SessionListener): void
  /** Connects now when an attempt is waiting, unless the server asked to be left alone for longer. */
  retryNow(): void
  /** Leaves the server alone for some milliseconds, as its Retry-After asked. */
  postpone(milliseconds: number): void
  /** Takes latencies for the server's histogram; the server gets a sample of them now and then. */
  report(milliseconds: readonly number[]): void
  stop(): void
}
