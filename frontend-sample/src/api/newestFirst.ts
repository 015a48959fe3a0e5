import type { ResourceChange } from 'tidings-client'
import type { z } from 'zod'

/**
 * Makes a function that puts one change into a list of resources, newest first.
 *
 * @param supersedes says whether a state replaces the one that is known; an older one can arrive later
 */
export function newestFirst<T extends { readonly id: string }>(
  schema: z.ZodType<T>,
  supersedes: (next: T, known: T) => boolean = () => true,
): (list: readonly T[], change: ResourceChange) => readonly T[] {
  return (list, change) => {
    const { id } = change.resource
    if (change.event === 'deleted') return list.filter((item) => item.id !== id)
    const next = schema.parse(change.resource)
    const known = list.find((item) => item.id === id)
    if (known === undefined) return [next, ...list]
    return supersedes(next, known) ? list.map((item) => (item.id === id ? next : item)) : list
  }
}
