import type { Counter } from './counters.js'
import type { Refusal } from './errors.js'
import type { Position } from './position.js'
import type { ResourceChange, TypedMessage } from './protocol.js'
import type { ChangeFeed } from './changeFeed.js'
import type { Store } from './store.js'

/** Where a change stands: an entry of the stream, or a transient update that came after one. */
export type ChangePlace =
  | { readonly kind: 'entry'; readonly position: Position }
  | { readonly kind: 'transient'; readonly after: Position }

/** What an owner does with a feed. Callbacks run one at a time, in stream order. */
export interface FeedHandlers {
  onChange(change: ResourceChange, place: ChangePlace): void
  /** Takes a message in a shape of its own; returns whether the owner knows its type. */
  onMessage?(message: TypedMessage, place: ChangePlace): boolean
  /** An entry was of a type that the owner does not know; the next one follows its position. */
  onIgnored?(position: Position): void
  /** The stream cannot be continued: load the list again and call `restart` with its position. */
  onReset(reason: string): void
  /** The reader may not see the destination any more: forget what is shown of it. The feed has ended. */
  onRevoked?(refusal: Refusal): void
  /** The server gives no changes of the destination. The feed has ended. */
  onError?(refusal: Refusal): void
}

export interface FeedOptions extends FeedHandlers {
  /** Position of the list just loaded. Without it the feed begins with what changes from now on. */
  readonly since?: Position
}

/** A change that was applied a moment ago, for those who watch. */
export interface RecentChange {
  readonly destination: string
  readonly position: Position
  /** When it was applied, in milliseconds since 1970. */
  readonly at: number
  readonly change: ResourceChange | TypedMessage
}

export type FeedState =
  | { readonly status: 'detached' }
  | { readonly status: 'recovering' }
  | { readonly status: 'live' }
  | { readonly status: 'awaiting-snapshot'; readonly reason: string }
  | { readonly status: 'refused'; readonly refusal: Refusal }
  | { readonly status: 'closed' }

/** The changes of one destination, for as long as they are followed. */
export interface Feed {
  readonly destination: string
  readonly state: Store<FeedState>
  /** Everything up to here has been applied. */
  readonly reached: Position
  /** Continues from the position of a list that was just loaded. */
  restart(position: Position): void
  /** Gives up the stream up to now, and asks the owner for a list. */
  reset(reason: string): void
  close(): void
}

/** What a feed needs from the client it belongs to. */
export interface FeedContext {
  /** Entries between `reached` and a position known to exist are missing. */
  requestReplay(feed: ChangeFeed): void
  count(counter: Counter): void
  applied(feed: ChangeFeed, change: ResourceChange | TypedMessage, position: Position): void
  log(text: string): void
  close(feed: ChangeFeed): void
}
