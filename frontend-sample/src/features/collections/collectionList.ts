import type { ResourceChange, TypedMessage } from 'tidings-client'
import { z } from 'zod'
import { newestFirst } from '../../api/newestFirst'
import { collectionSchema, isUnfinished, type Collection } from './collection'

const progressSchema = z.object({
  collection_id: z.string(),
  current: z.number(),
  total: z.number(),
  file_name: z.string().optional(),
})

/** Puts one change of `/user/queue/collections` into the list. */
export const applyToCollections = newestFirst(
  collectionSchema,
  (next, known) => next.version >= known.version,
)

/** Notes how far the indexing of a collection is. */
export function applyMessageToCollections(
  list: readonly Collection[],
  message: TypedMessage,
): readonly Collection[] | undefined {
  if (message.type !== 'index_progress_update') return undefined
  const { collection_id: id, current, total, file_name: fileName } = progressSchema.parse(message)
  const progress = { current, total, ...(fileName !== undefined && { fileName }) }
  // It is sent without a promise, and may come after the end of the indexing.
  return list.map((one) => (one.id === id && isUnfinished(one) ? { ...one, progress } : one))
}

/** Puts one change of `/topic/collections/<id>` into the collection; it is `null` once it was deleted. */
export function applyToCollection(
  collection: Collection | null,
  change: ResourceChange,
): Collection | null {
  return collection && (applyToCollections([collection], change)[0] ?? null)
}

export function applyMessageToCollection(
  collection: Collection | null,
  message: TypedMessage,
): Collection | null | undefined {
  return collection && applyMessageToCollections([collection], message)?.[0]
}
