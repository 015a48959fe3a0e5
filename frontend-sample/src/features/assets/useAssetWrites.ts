import { newId } from 'tidings-client'
import { optimisticEdit, type OptimisticEdit } from 'tidings-react'
import { useWrite } from '../../ui/useWrite'
import { FOLDER, type Asset } from './asset'
import { createFolder, deleteAsset, updateAsset } from './assetApi'
import { without, withName, withNewFolder, type AssetList } from './assetList'
import { folderKey } from './useFolder'

/** What can be done with assets. The list of their folder shows it at once. */
export interface AssetWrites {
  readonly createFolder: (write: { readonly parentId: string; readonly name: string }) => void
  readonly rename: (write: { readonly asset: Asset; readonly name: string }) => void
  readonly move: (write: { readonly asset: Asset; readonly folderId: string }) => void
  readonly remove: (asset: Asset) => void
}

export function useAssetWrites(): AssetWrites {
  return {
    createFolder: useWrite({
      send: ({ parentId, name }, mutationId) => createFolder(parentId, name, mutationId),
      optimistic: ({ parentId, name }) => {
        const folder = newFolder(parentId, name)
        return editOf(parentId, (list) => withNewFolder(list, folder))
      },
      failed: ({ name }) => `“${name}” could not be created`,
    }),
    rename: useWrite({
      send: ({ asset, name }, mutationId) => updateAsset(asset, { name }, mutationId),
      optimistic: ({ asset, name }) =>
        editOf(asset.parent_id, (list) => withName(list, asset.id, name)),
      failed: ({ asset }) => `“${asset.name}” could not be renamed`,
    }),
    move: useWrite({
      send: ({ asset, folderId }, mutationId) =>
        updateAsset(asset, { parent_id: folderId }, mutationId),
      optimistic: ({ asset }) => editOf(asset.parent_id, (list) => without(list, asset.id)),
      failed: ({ asset }) => `“${asset.name}” could not be moved`,
    }),
    remove: useWrite({
      send: deleteAsset,
      optimistic: (asset) => editOf(asset.parent_id, (list) => without(list, asset.id)),
      failed: ({ name }) => `“${name}” could not be deleted`,
    }),
  }
}

function editOf(
  folderId: string | null | undefined,
  edit: (list: AssetList) => AssetList,
): readonly OptimisticEdit[] {
  return folderId ? [optimisticEdit<AssetList>(folderKey(folderId), edit)] : []
}

function newFolder(parentId: string, name: string): Asset {
  const now = new Date().toISOString()
  return {
    id: newId(),
    parent_id: parentId,
    owner: '',
    name,
    content_type: FOLDER,
    version: 0,
    created_at: now,
    updated_at: now,
  }
}
