import { useResourceList, type ResourceListResult } from 'tidings-react'
import { newestFirst } from '../../api/newestFirst'
import type { Download } from './download'
import { applyMessageToDownloads } from './downloadList'
import { modelSchema, type Model } from './model'
import { loadDownloads, loadModels } from './modelApi'

const applyToModels = newestFirst(modelSchema)

/** The user's downloads, newest first, kept current. */
export function useDownloads(): ResourceListResult<readonly Download[]> {
  return useResourceList<readonly Download[]>({
    destination: '/user/queue/downloads',
    queryKey: ['downloads'],
    load: loadDownloads,
    apply: (downloads) => downloads,
    applyMessage: applyMessageToDownloads,
  })
}

/** The models in the user's cache, newest first, kept current. */
export function useModels(): ResourceListResult<readonly Model[]> {
  return useResourceList({
    destination: '/user/queue/models',
    queryKey: ['models'],
    load: loadModels,
    apply: applyToModels,
  })
}
