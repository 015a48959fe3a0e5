import type { JSX, ReactNode } from 'react'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { FormErrors } from './FormErrors'
import { useSubmission } from './useSubmission'

export interface DeleteDialogProps {
  readonly title: string
  readonly onDelete: () => Promise<void>
  readonly onClose: () => void
  /** What will be gone. */
  readonly children: ReactNode
}

/** Asks once more before something is deleted. */
export function DeleteDialog({
  title,
  onDelete,
  onClose,
  children,
}: DeleteDialogProps): JSX.Element {
  const { errors, isBusy, run } = useSubmission(onClose)
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="stack">
        <p>{children}</p>
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
