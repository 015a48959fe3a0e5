import { useEffect, useRef, useState, type JSX, type SyntheticEvent } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormErrors } from '../../ui/FormErrors'
import { describeError } from '../../ui/notices'

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
  const [errors, setErrors] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const dot = initial.lastIndexOf('.')
    input.current?.focus()
    input.current?.setSelectionRange(0, dot > 0 ? dot : initial.length)
  }, [initial])
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault()
    if (name.trim() === initial) {
      onClose()
      return
    }
    setBusy(true)
    try {
      await onSubmit(name.trim())
      onClose()
    } catch (error) {
      setErrors(describeError(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
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
