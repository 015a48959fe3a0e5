export type { ChangeFeed } from './changeFeed'
export type { ConnectionState } from './connectionState'
export type { Counters } from './counters'
export type { Refusal } from './errors'
export type { ChangePlace, FeedHandlers, FeedOptions, FeedState, RecentChange } from './feed'
export type { TidingsOptions, Transport } from './options'
export {
  formatPosition,
  parseChangePositions,
  parsePosition,
  progress,
  requireChangePosition,
  type Position,
} from './position'
export type { ChangedResource, ChangeEvent, ResourceChange, TypedMessage } from './protocol'
export type { LatencySummary } from './latency'
export type { Quality } from './quality'
export type { WebSocketFactory } from './stompConnection'
export { newId } from './randomId'
export { connectShared, createSharedClient, type SharedOptions } from './shared'
export { MutableStore, type Store } from './store'
export { connect, TidingsClient } from './tidingsClient'
export type { TokenSource } from './token'
