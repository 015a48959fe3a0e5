export type { ApplyChange, ApplyMessage, ChangeListener } from './listBinding'
export { defaultQueryKeys, queryKeysOf, type QueryKeyMap } from './queryKeys'
export { TidingsProvider, type TidingsProviderProps } from './TidingsProvider'
export { useConnection, useQuality, useTidingsClient, useUpdatedAt } from './useConnection'
export { useInvalidation } from './useInvalidation'
export { useResource, type ResourceOptions } from './useResource'
export {
  useResourceList,
  type LoadedList,
  type ResourceListOptions,
  type ResourceListResult,
} from './useResourceList'
export {
  optimisticEdit,
  useResourceMutation,
  type OptimisticEdit,
  type ResourceMutationOptions,
} from './useResourceMutation'
