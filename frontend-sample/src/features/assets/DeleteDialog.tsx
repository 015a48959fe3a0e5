import type { JSX } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { isFolder, type Asset } from './asset'

export interface DeleteDialogProps {
  readonly asset: Asset
  readonly onDelete: () => void
  readonly onClose: () => void
}

export function DeleteDialog({ asset, onDelete, onClose }: DeleteDialogProps): JSX.Element {
  return (
    <Dialog title={isFolder(asset) ? 'Delete folder' : 'Delete file'} onClose={onClose}>
      <div className="stack">
        <p>
          <strong className="break">{asset.name}</strong>
          {isFolder(asset) && ' and everything in it'} will be deleted for everybody. This cannot be
          undone.
        </p>
        <footer className="dialog__actions">
          <Button autoFocus onClick={onClose}>
            Cancel
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onDelete()
              onClose()
            }}
          >
            Delete
          </Button>
        </footer>
      </div>
    </Dialog>
  )
}
