import { useState, type JSX, type SyntheticEvent } from 'react'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { describeError } from '../../ui/notify'
import { signIn } from './signIn'

const PEOPLE = [
  { username: 'alice', name: 'Alice' },
  { username: 'bob', name: 'Bob' },
  { username: 'admin', name: 'Admin' },
] as const

/** The people of the demo, whose passwords are their names. */
export function DemoSignIn(): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const enter = async (username: string, password: string): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      await signIn(username, password)
    } catch (problem) {
      setError(describeError(problem).join(' '))
      setBusy(false)
    }
  }
  return (
    <>
      {error !== undefined && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      <div className="sign-in__people">
        {PEOPLE.map(({ username, name }) => (
          <button
            key={username}
            type="button"
            className="person"
            disabled={isBusy}
            onClick={() => void enter(username, username)}
          >
            <Avatar name={name} />
            <span>
              Continue as <strong>{name}</strong>
            </span>
          </button>
        ))}
      </div>
      <details className="sign-in__other">
        <summary>Sign in with name and password</summary>
        <PasswordForm isBusy={isBusy} onSubmit={enter} />
      </details>
      <p className="sign-in__hint muted">
        Open a second window as somebody else and watch changes arrive.
      </p>
    </>
  )
}

interface PasswordFormProps {
  readonly isBusy: boolean
  readonly onSubmit: (username: string, password: string) => Promise<void>
}

function PasswordForm({ isBusy, onSubmit }: PasswordFormProps): JSX.Element {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    void onSubmit(username.trim(), password)
  }
  return (
    <form className="stack" onSubmit={submit}>
      <label className="field">
        <span>Name</span>
        <input
          name="username"
          autoComplete="username"
          required
          value={username}
          onChange={(event) => {
            setUsername(event.target.value)
          }}
        />
      </label>
      <label className="field">
        <span>Password</span>
        <input
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => {
            setPassword(event.target.value)
          }}
        />
      </label>
      <Button look="primary" type="submit" disabled={isBusy}>
        Sign in
      </Button>
    </form>
  )
}
