import { useState, type JSX } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormErrors } from '../../ui/FormErrors'
import { describeError } from '../../ui/notices'
import { isFolder, type Asset } from './asset'

export interface DeleteDialogProps {
  readonly asset: Asset
  readonly onDelete: () => Promise<void>
  readonly onClose: () => void
}

export function DeleteDialog({ asset, onDelete, onClose }: DeleteDialogProps): JSX.Element {
  const [errors, setErrors] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)
  const confirm = async (): Promise<void> => {
    setBusy(true)
    try {
      await onDelete()
      onClose()
    } catch (error) {
      setErrors(describeError(error))
      setBusy(false)
    }
  }
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
          <Button look="danger" disabled={isBusy} onClick={() => void confirm()}>
            Delete
          </Button>
        </footer>
      </div>
    </Dialog>
  )
}
