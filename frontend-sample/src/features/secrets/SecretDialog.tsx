import { useState, type JSX } from 'react'
import { FormDialog } from '../../ui/FormDialog'
import { TextField } from '../../ui/TextField'
import type { Secret } from './secret'
import { setSecret } from './secretApi'

export interface SecretDialogProps {
  /** The one that gets another value; without it, a new one is asked for. */
  readonly secret: Secret | undefined
  readonly onClose: () => void
}

/** Asks for the value of a secret. */
export function SecretDialog({ secret, onClose }: SecretDialogProps): JSX.Element {
  const [name, setName] = useState(secret?.id ?? '')
  const [value, setValue] = useState('')
  return (
    <FormDialog
      title={secret ? `Replace “${secret.id}”` : 'New secret'}
      action="Store"
      isComplete={name.trim() !== ''}
      onSubmit={() => setSecret(name.trim(), value)}
      onClose={onClose}
    >
      {!secret && (
        <TextField
          label="Name"
          value={name}
          required
          spellCheck={false}
          placeholder="OPENAI_API_KEY"
          onChange={setName}
        />
      )}
      <TextField
        label="Value"
        type="password"
        value={value}
        required
        autoComplete="new-password"
        onChange={setValue}
      />
    </FormDialog>
  )
}
