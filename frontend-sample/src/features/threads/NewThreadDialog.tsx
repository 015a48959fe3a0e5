import { useState, type JSX } from 'react'
import { FormDialog } from '../../ui/FormDialog'
import { TextField } from '../../ui/TextField'
import { beginThread } from './threadApi'

/** Asks what a thread is about. */
export function NewThreadDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const [title, setTitle] = useState('')
  return (
    <FormDialog
      title="New thread"
      action="Create"
      isComplete={title.trim() !== ''}
      onSubmit={() => beginThread(title.trim())}
      onClose={onClose}
    >
      <TextField label="Title" value={title} required onChange={setTitle} />
    </FormDialog>
  )
}
