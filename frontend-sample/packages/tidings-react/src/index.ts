export type { ApplyChange, ApplyMessage, ChangeListener } from './listBinding'
export { TidingsProvider, type TidingsProviderProps } from './TidingsProvider'
export { useConnection, useTidingsClient, useUpdatedAt } from './useConnection'
export {
  useResourceList,
  type LoadedList,
  type ResourceListOptions,
  type ResourceListResult,
} from './useResourceList'
