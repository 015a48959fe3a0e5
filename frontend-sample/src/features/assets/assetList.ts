import type { ResourceChange } from 'tidings-client'
import { assetSchema, isFolder, type Asset, type Crumb, type FolderRole } from './asset'

/** What a folder or "Shared with me" shows. */
export interface AssetList {
  /** The folder; `null` for the folders shared with the reader, which lie in no common folder. */
  readonly folderId: string | null
  readonly items: readonly Asset[]
  readonly path: readonly Crumb[]
  /** What the reader is in the folder, as far as it was said. */
  readonly role?: FolderRole | undefined
}

/** Puts one change of `/topic/assets/<folder>` into the folder's list. */
export function applyToFolder(list: AssetList, change: ResourceChange): AssetList {
  const { resource, event } = change
  if (resource.id === list.folderId) return applyToItself(list, change)
  const isHere = resource.parent_id === list.folderId
  if (event === 'deleted' || !isHere) return without(list, resource.id)
  return withAsset(list, assetSchema.parse(resource))
}

/** Puts one change of `/user/queue/assets` into the list of shared folders. */
export function applyToShared(list: AssetList, change: ResourceChange): AssetList {
  const { resource, event } = change
  if (event === 'deleted') return without(list, resource.id)
  return withAsset(list, assetSchema.parse(resource))
}

/** Shows a folder that is being created. */
export function withNewFolder(list: AssetList, folder: Asset): AssetList {
  const isThere = list.items.some(
    (item) => isFolder(item) && item.name === folder.name && item.pending !== 'created',
  )
  return isThere ? list : { ...list, items: [...list.items, { ...folder, pending: 'created' }] }
}

/** Shows an asset under the name that it is being given. */
export function withName(list: AssetList, id: string, name: string): AssetList {
  return {
    ...list,
    items: list.items.map((item) =>
      item.id === id && item.name !== name ? { ...item, name, pending: 'changed' } : item,
    ),
  }
}

function applyToItself(list: AssetList, { resource, event }: ResourceChange): AssetList {
  const { name } = resource
  if (event === 'deleted' || typeof name !== 'string') return list
  const path = list.path.map((crumb) => (crumb.id === resource.id ? { ...crumb, name } : crumb))
  return { ...list, path }
}

function withAsset(list: AssetList, asset: Asset): AssetList {
  const known = list.items.find(({ id }) => id === asset.id)
  if (known === undefined) return { ...list, items: [...list.items, asset] }
  // Later pages of a list are read after its position, so an entry may be older than what the list shows.
  if (known.version > asset.version) return list
  return { ...list, items: list.items.map((item) => (item.id === asset.id ? asset : item)) }
}

/** Shows a list without an asset. */
export function without(list: AssetList, id: string): AssetList {
  return list.items.some((item) => item.id === id)
    ? { ...list, items: list.items.filter((item) => item.id !== id) }
    : list
}
