import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ChangePlace, ResourceChange } from 'tidings-client'
import { useResourceList, type ResourceListResult } from 'tidings-react'
import { ownMutations } from '../../api/http'
import { loadAssets } from './assetApi'
import { applyToFolder, applyToShared, type AssetList } from './assetList'

const SHARED_DESTINATION = '/user/queue/assets'

// Long enough for the highlight in the style sheet to run out.
const FRESH_FOR = 3_000

export interface LiveFolder {
  readonly list: ResourceListResult<AssetList>
  /** What somebody else has just added or changed. */
  readonly fresh: ReadonlySet<string>
  /** Whether the folder itself was deleted while it was open. */
  readonly isGone: boolean
}

/** The key of the list of a folder. */
export function folderKey(folderId: string): readonly unknown[] {
  return ['assets', { parent_id: folderId }]
}

/** The folder's children, kept current. */
export function useFolder(folderId: string): LiveFolder {
  const queries = useQueryClient()
  const { fresh, noteFresh } = useFresh()
  const [isGone, setGone] = useState(false)
  const queryKey = folderKey(folderId)
  const list = useResourceList({
    destination: `/topic/assets/${folderId}`,
    queryKey,
    load: (signal) => loadAssets(folderId, signal),
    apply: applyToFolder,
    onChange: (change, place) => {
      if (change.resource.id !== folderId) noteFresh(change, place)
      else if (change.event === 'deleted') setGone(true)
      // The way to a folder that moved is known to the server only.
      else if (change.event === 'moved') void queries.invalidateQueries({ queryKey, exact: true })
    },
  })
  return { list, fresh, isGone }
}

/** The folders that others share with the reader, kept current. */
export function useShared(): LiveFolder {
  const { fresh, noteFresh } = useFresh()
  const list = useResourceList({
    destination: SHARED_DESTINATION,
    queryKey: ['assets', { shared: true }],
    load: (signal) => loadAssets(null, signal),
    apply: applyToShared,
    onChange: noteFresh,
  })
  return { list, fresh, isGone: false }
}

interface Fresh {
  readonly fresh: ReadonlySet<string>
  readonly noteFresh: (change: ResourceChange, place: ChangePlace) => void
}

function useFresh(): Fresh {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>())
  useEffect(() => {
    const running = timers.current
    return () => {
      for (const timer of running) clearTimeout(timer)
    }
  }, [])
  const noteFresh = useCallback((change: ResourceChange, place: ChangePlace): void => {
    const isOwn = change.mutation_id !== undefined && ownMutations.has(change.mutation_id)
    if (isOwn || place.kind !== 'entry' || change.event === 'deleted') return
    const { id } = change.resource
    setFresh((ids) => new Set(ids).add(id))
    const timer = setTimeout(() => {
      timers.current.delete(timer)
      setFresh((ids) => new Set([...ids].filter((other) => other !== id)))
    }, FRESH_FOR)
    timers.current.add(timer)
  }, [])
  return { fresh, noteFresh }
}
