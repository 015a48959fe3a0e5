import { useEffect, useRef, useState, type JSX, type SyntheticEvent } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'

export interface NameDialogProps {
  readonly title: string
  readonly action: string
  readonly initial?: string
  readonly onSubmit: (name: string) => void
  readonly onClose: () => void
}

/** Asks for a name. */
export function NameDialog({
  title,
  action,
  initial = '',
  onSubmit,
  onClose,
}: NameDialogProps): JSX.Element {
  const [name, setName] = useState(initial)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const dot = initial.lastIndexOf('.')
    input.current?.focus()
    input.current?.setSelectionRange(0, dot > 0 ? dot : initial.length)
  }, [initial])
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (name.trim() !== initial) onSubmit(name.trim())
    onClose()
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
            onChange={(event) => {
              setName(event.target.value)
            }}
          />
        </label>
        <footer className="dialog__actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={name.trim() === ''}>
            {action}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
