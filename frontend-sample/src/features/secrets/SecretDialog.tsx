import { useState, type JSX } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormErrors } from '../../ui/FormErrors'
import { useSubmission } from '../../ui/useSubmission'
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
  const { errors, isBusy, run } = useSubmission(onClose)
  return (
    <Dialog title={secret ? `Replace “${secret.id}”` : 'New secret'} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          run(() => setSecret(name.trim(), value))
        }}
      >
        {!secret && (
          <label className="field">
            <span>Name</span>
            <input
              value={name}
              required
              autoComplete="off"
              spellCheck={false}
              placeholder="OPENAI_API_KEY"
              onChange={(event) => {
                setName(event.target.value)
              }}
            />
          </label>
        )}
        <label className="field">
          <span>Value</span>
          <input
            type="password"
            value={value}
            required
            autoComplete="new-password"
            onChange={(event) => {
              setValue(event.target.value)
            }}
          />
        </label>
        <FormErrors errors={errors} />
        <footer className="dialog__actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={isBusy || name.trim() === ''}>
            Store
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
