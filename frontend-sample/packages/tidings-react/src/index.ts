export type { ApplyChange, ApplyMessage, ChangeListener } from './listBinding.js'
export { defaultQueryKeys, queryKeysOf, type QueryKeyMap } from './queryKeys.js'
export { TidingsProvider, type TidingsProviderProps } from './TidingsProvider.js'
export { useConnection, useQuality, useTidingsClient, useUpdatedAt } from './useConnection.js'
export { useInvalidation } from './useInvalidation.js'
export { useResource, type ResourceOptions } from './useResource.js'
export {
  useResourceList,
  type LoadedList,
  type ResourceListOptions,
  type ResourceListResult,
} from './useResourceList.js'
export {
  optimisticEdit,
  useResourceMutation,
  type OptimisticEdit,
  type ResourceMutationOptions,
} from './useResourceMutation.js'
