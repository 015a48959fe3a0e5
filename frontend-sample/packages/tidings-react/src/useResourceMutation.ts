import { useMutation, type QueryKey, type UseMutationResult } from '@tanstack/react-query'
import { newId } from 'tidings-client'
import type { ListBinding } from './listBinding.js'
import { useTidings } from './tidingsContext.js'

/** What a write is going to do to one list. Made by `optimisticEdit`, which checks the type of the list. */
export interface OptimisticEdit {
  readonly queryKey: QueryKey
  readonly apply: (value: unknown) => unknown
}

export interface ResourceMutationOptions<V, R> {
  /** Sends the write with `mutationId` as its `X-Client-Mutation-Id`. */
  readonly send: (variables: V, mutationId: string) => Promise<R>
  /** What to show until the change of this write comes. */
  readonly optimistic?: (variables: V) => readonly OptimisticEdit[]
}

/**
 * Describes what a write is going to do to a list.
 *
 * @param apply pure; must leave a list alone that has the change already
 */
export function optimisticEdit<T>(queryKey: QueryKey, apply: (value: T) => T): OptimisticEdit {
  return { queryKey, apply: apply as (value: unknown) => unknown }
}

/**
 * A write that is shown at once and settled by the change that it causes.
 *
 * No list is loaded for it: the change with the same mutation id takes the place of what was shown. When the write
 * fails, what was shown goes away; other changes that came meanwhile stay.
 */
export function useResourceMutation<V, R>(
  options: ResourceMutationOptions<V, R>,
): UseMutationResult<R, Error, V> {
  const { client, bindings } = useTidings()
  return useMutation<R, Error, V>({
    networkMode: 'always',
    mutationFn: async (variables) => {
      const mutationId = newId()
      const edited: ListBinding<unknown>[] = []
      for (const { queryKey, apply } of options.optimistic?.(variables) ?? []) {
        const binding = bindings.find(queryKey)
        binding?.overlays.add({ mutationId, apply })
        if (binding) edited.push(binding)
      }
      try {
        const result = await options.send(variables, mutationId)
        for (const { overlays } of edited) overlays.confirm(mutationId)
        client.refresh()
        return result
      } catch (error) {
        for (const { overlays } of edited) overlays.remove(mutationId)
        throw error
      }
    },
  })
}
