import type { JSX } from 'react'
import { DeleteDialog } from '../../ui/DeleteDialog'
import { isFolder, type Asset } from './asset'

export interface DeleteAssetDialogProps {
  readonly asset: Asset
  readonly onDelete: () => void
  readonly onClose: () => void
}

export function DeleteAssetDialog(props: DeleteAssetDialogProps): JSX.Element {
  const { asset, onDelete, onClose } = props
  return (
    <DeleteDialog
      title={isFolder(asset) ? 'Delete folder' : 'Delete file'}
      onDelete={() => {
        onDelete()
        return Promise.resolve()
      }}
      onClose={onClose}
    >
      <strong className="break">{asset.name}</strong>
      {isFolder(asset) && ' and everything in it'} will be deleted for everybody. This cannot be
      undone.
    </DeleteDialog>
  )
}
