export type { ChangeFeed, ChangePlace, FeedHandlers, FeedState } from './changeFeed'
export type { Counters } from './counters'
export type { Refusal } from './errors'
export {
  formatPosition,
  parseChangePositions,
  parsePosition,
  progress,
  requireChangePosition,
  type Position,
} from './position'
export type { ChangedResource, ChangeEvent, ResourceChange, TypedMessage } from './protocol'
export { MutableStore, type Store } from './store'
export { TidingsClient, type ConnectionState, type TidingsClientOptions } from './tidingsClient'
