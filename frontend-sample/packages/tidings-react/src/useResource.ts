import type { QueryKey } from '@tanstack/react-query'
import type { ChangedResource, ResourceChange } from 'tidings-client'
import type { ChangeListener } from './listBinding.js'
import { useResourceList, type LoadedList, type ResourceListResult } from './useResourceList.js'

export interface ResourceOptions<T> {
  readonly destination: string
  readonly queryKey: QueryKey
  readonly id: string
  /** Loads the resource from an endpoint that names its position. */
  readonly load: (signal: AbortSignal) => Promise<LoadedList<T>>
  /** Reads the resource of a change; what it throws makes the resource be loaded. */
  readonly read: (resource: ChangedResource) => T
  readonly onChange?: ChangeListener
}

/**
 * One resource that is loaded once and kept current by the changes of a destination.
 *
 * Its value is `null` once it was deleted. Changes of other resources on the same destination do not concern it.
 */
export function useResource<T>(options: ResourceOptions<T>): ResourceListResult<T | null> {
  const { destination, queryKey, id, load, read, onChange } = options
  const apply = (value: T | null, { event, resource }: ResourceChange): T | null => {
    if (resource.id !== id) return value
    return event === 'deleted' ? null : read(resource)
  }
  return useResourceList<T | null>({
    destination,
    queryKey,
    load,
    apply,
    ...(onChange && { onChange }),
  })
}
