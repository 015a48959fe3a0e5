export type { ConnectionState } from './connectionState.js'
export type { Counters } from './counters.js'
export type { Refusal } from './errors.js'
export type {
  ChangePlace,
  Feed,
  FeedHandlers,
  FeedOptions,
  FeedState,
  RecentChange,
} from './feed.js'
export type { TidingsOptions, Transport } from './options.js'
export {
  formatPosition,
  parseChangePositions,
  parsePosition,
  progress,
  requireChangePosition,
  type Position,
} from './position.js'
export type { ChangedResource, ChangeEvent, ResourceChange, TypedMessage } from './protocol.js'
export type { LatencySummary } from './latency.js'
export type { Quality } from './quality.js'
export type { WebSocketFactory } from './stompConnection.js'
export { newId } from './randomId.js'
export { connectShared, createSharedClient, type SharedOptions } from './shared.js'
export { MutableStore, type Store } from './store.js'
export { connect, TidingsClient } from './tidingsClient.js'
export type { TokenSource } from './token.js'
