import type { JSX } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormErrors } from '../../ui/FormErrors'
import { useSubmission } from '../../ui/useSubmission'
import { isFolder, type Asset } from './asset'

export interface DeleteDialogProps {
  readonly asset: Asset
  readonly onDelete: () => Promise<void>
  readonly onClose: () => void
}

export function DeleteDialog({ asset, onDelete, onClose }: DeleteDialogProps): JSX.Element {
  const { errors, isBusy, run } = useSubmission(onClose)
  return (
    <Dialog title={isFolder(asset) ? 'Delete folder' : 'Delete file'} onClose={onClose}>
      <div className="stack">
        <p>
          <strong className="break">{asset.name}</strong>
          {isFolder(asset) && ' and everything in it'} will be deleted for everybody. This cannot be
          undone.
        </p>
        <FormErrors errors={errors} />
        <footer className="dialog__actions">
          <Button autoFocus onClick={onClose}>
            Cancel
          </Button>
          <Button
            look="danger"
            disabled={isBusy}
            onClick={() => {
              run(onDelete)
            }}
          >
            Delete
          </Button>
        </footer>
      </div>
    </Dialog>
  )
}
