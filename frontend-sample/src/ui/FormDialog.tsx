import type { JSX, ReactNode } from 'react'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { FormErrors } from './FormErrors'
import { useSubmission } from './useSubmission'

export interface FormDialogProps {
  readonly title: string
  /** What the button says that submits the form. */
  readonly action: string
  /** Whether there is enough to submit. */
  readonly isComplete?: boolean
  /** Closes the dialog when it is done, and else tells why not. */
  readonly onSubmit: () => Promise<void>
  readonly onClose: () => void
  /** The fields. */
  readonly children: ReactNode
}

/** A form in a dialog, which shows what the server has against it. */
export function FormDialog(props: FormDialogProps): JSX.Element {
  const { title, action, isComplete = true, onSubmit, onClose, children } = props
  const { errors, isBusy, run } = useSubmission(onClose)
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          run(onSubmit)
        }}
      >
        {children}
        <FormErrors errors={errors} />
        <footer className="dialog__actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={isBusy || !isComplete}>
            {action}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
