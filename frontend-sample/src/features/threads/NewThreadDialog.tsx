import { useState, type JSX } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormErrors } from '../../ui/FormErrors'
import { useSubmission } from '../../ui/useSubmission'
import { beginThread } from './threadApi'

/** Asks what a thread is about. */
export function NewThreadDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const [title, setTitle] = useState('')
  const { errors, isBusy, run } = useSubmission(onClose)
  return (
    <Dialog title="New thread" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          run(() => beginThread(title.trim()))
        }}
      >
        <label className="field">
          <span>Title</span>
          <input
            value={title}
            required
            autoComplete="off"
            onChange={(event) => {
              setTitle(event.target.value)
            }}
          />
        </label>
        <FormErrors errors={errors} />
        <footer className="dialog__actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={isBusy || title.trim() === ''}>
            Create
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
