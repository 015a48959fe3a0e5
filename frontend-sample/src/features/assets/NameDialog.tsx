import { useEffect, useRef, useState, type JSX, type SyntheticEvent } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormErrors } from '../../ui/FormErrors'
import { useSubmission } from '../../ui/useSubmission'

export interface NameDialogProps {
  readonly title: string
  readonly action: string
  readonly initial?: string
  readonly onSubmit: (name: string) => Promise<void>
  readonly onClose: () => void
}

/** Asks for a name; shows what the server has against it. */
export function NameDialog({
  title,
  action,
  initial = '',
  onSubmit,
  onClose,
}: NameDialogProps): JSX.Element {
  const [name, setName] = useState(initial)
  const { errors, isBusy, setErrors, run } = useSubmission(onClose)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const dot = initial.lastIndexOf('.')
    input.current?.focus()
    input.current?.setSelectionRange(0, dot > 0 ? dot : initial.length)
  }, [initial])
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (name.trim() === initial) {
      onClose()
      return
    }
    run(() => onSubmit(name.trim()))
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <label className="field">
          <span>Name</span>
          <input
            ref={input}
            value={name}
            required
            autoComplete="off"
            aria-invalid={errors.length > 0}
            onChange={(event) => {
              setName(event.target.value)
              setErrors([])
            }}
          />
        </label>
        <FormErrors errors={errors} />
        <footer className="dialog__actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={isBusy || name.trim() === ''}>
            {action}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
