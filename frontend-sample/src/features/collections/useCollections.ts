import { useResourceList, type ResourceListResult } from 'tidings-react'
import { newestFirst } from '../../api/newestFirst'
import { collectionSchema, type Collection } from './collection'
import { loadCollections } from './collectionApi'

const DESTINATION = '/user/queue/collections'
const apply = newestFirst(collectionSchema, (next, known) => next.version >= known.version)

/** The collections that the user may see, newest first, kept current. */
export function useCollections(): ResourceListResult<readonly Collection[]> {
  return useResourceList({
    destination: DESTINATION,
    queryKey: ['collections'],
    load: loadCollections,
    apply,
  })
}
