import { useResourceList, type ResourceListResult } from 'tidings-react'
import type { Collection } from './collection'
import { loadCollection, loadCollections } from './collectionApi'
import {
  applyMessageToCollection,
  applyMessageToCollections,
  applyToCollection,
  applyToCollections,
} from './collectionList'

/** The collections that the user may see, newest first, kept current. */
export function useCollections(): ResourceListResult<readonly Collection[]> {
  return useResourceList<readonly Collection[]>({
    destination: '/user/queue/collections',
    queryKey: ['collections'],
    load: loadCollections,
    apply: applyToCollections,
    applyMessage: applyMessageToCollections,
  })
}

/** One collection, kept current; `null` once it was deleted. */
export function useCollection(id: string): ResourceListResult<Collection | null> {
  return useResourceList<Collection | null>({
    destination: `/topic/collections/${id}`,
    queryKey: ['collection', id],
    load: (signal) => loadCollection(id, signal),
    apply: applyToCollection,
    applyMessage: applyMessageToCollection,
  })
}
