import type { TypedMessage } from 'tidings-client'
import { useResourceList, type ResourceListResult } from 'tidings-react'
import { z } from 'zod'
import { newestFirst } from '../../api/newestFirst'
import { collectionSchema, type Collection } from './collection'
import { loadCollections } from './collectionApi'

const DESTINATION = '/user/queue/collections'
const progressSchema = z.object({
  collection_id: z.string(),
  current: z.number(),
  total: z.number(),
})

const apply = newestFirst(collectionSchema, (next, known) => next.version >= known.version)

/** Notes how far the indexing of a collection is. */
function applyMessage(
  list: readonly Collection[],
  message: TypedMessage,
): readonly Collection[] | undefined {
  if (message.type !== 'index_progress_update') return undefined
  const { collection_id: id, current, total } = progressSchema.parse(message)
  return list.map((one) => (one.id === id ? { ...one, progress: { current, total } } : one))
}

/** The collections that the user may see, newest first, kept current. */
export function useCollections(): ResourceListResult<readonly Collection[]> {
  return useResourceList({
    destination: DESTINATION,
    queryKey: ['collections'],
    load: loadCollections,
    apply,
    applyMessage,
  })
}
