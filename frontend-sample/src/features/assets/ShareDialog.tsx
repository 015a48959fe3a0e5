import { useQuery } from '@tanstack/react-query'
import { useState, type JSX, type SyntheticEvent } from 'react'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormErrors } from '../../ui/FormErrors'
import { describeError } from '../../ui/notify'
import type { Asset } from './asset'
import { fetchGrants, grantAccess, revokeAccess, type Grant } from './assetApi'

const ROLES: Readonly<Record<Grant['role'], string>> = {
  viewer: 'Can view',
  editor: 'Can edit',
}

/** Who may see a folder, and a way to add and remove people. */
export function ShareDialog({
  asset,
  onClose,
}: {
  asset: Asset
  onClose: () => void
}): JSX.Element {
  const [errors, setErrors] = useState<readonly string[]>([])
  const grants = useQuery({
    queryKey: ['grants', asset.id],
    queryFn: ({ signal }) => fetchGrants(asset, signal),
    staleTime: 0,
    gcTime: 0,
  })
  const change = async (work: () => Promise<void>): Promise<void> => {
    setErrors([])
    try {
      await work()
    } catch (error) {
      setErrors(describeError(error))
    }
    await grants.refetch()
  }
  return (
    <Dialog title={`Share “${asset.name}”`} onClose={onClose}>
      <div className="stack">
        <GrantForm onGrant={(grant) => change(() => grantAccess(asset, grant))} />
        <FormErrors errors={grants.error ? describeError(grants.error) : errors} />
        <ul className="grants">
          <li>
            <Avatar name={asset.owner} />
            <span className="grants__name">{asset.owner}</span>
            <span className="muted">Owner</span>
          </li>
          {grants.data?.map((grant) => (
            <li key={grant.user}>
              <Avatar name={grant.user} />
              <span className="grants__name">{grant.user}</span>
              <RoleSelect
                label={`Role of ${grant.user}`}
                role={grant.role}
                onRole={(role) => void change(() => grantAccess(asset, { ...grant, role }))}
              />
              <Button
                look="quiet"
                aria-label={`Take back from ${grant.user}`}
                onClick={() => void change(() => revokeAccess(asset, grant.user))}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
        <p className="muted">Access to a folder covers everything in it.</p>
        <footer className="dialog__actions">
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </footer>
      </div>
    </Dialog>
  )
}

function GrantForm({ onGrant }: { onGrant: (grant: Grant) => Promise<void> }): JSX.Element {
  const [user, setUser] = useState('')
  const [role, setRole] = useState<Grant['role']>('viewer')
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault()
    await onGrant({ user: user.trim(), role })
    setUser('')
  }
  return (
    <form className="grant-form" onSubmit={(event) => void submit(event)}>
      <label className="field">
        <span>Person</span>
        <input
          value={user}
          required
          autoComplete="off"
          autoCapitalize="none"
          placeholder="bob"
          onChange={(event) => {
            setUser(event.target.value)
          }}
        />
      </label>
      <RoleSelect label="Role" role={role} onRole={setRole} />
      <Button look="primary" type="submit" disabled={user.trim() === ''}>
        Share
      </Button>
    </form>
  )
}

interface RoleSelectProps {
  readonly label: string
  readonly role: Grant['role']
  readonly onRole: (role: Grant['role']) => void
}

function RoleSelect({ label, role, onRole }: RoleSelectProps): JSX.Element {
  return (
    <select
      aria-label={label}
      value={role}
      onChange={(event) => {
        onRole(event.target.value === 'editor' ? 'editor' : 'viewer')
      }}
    >
      {Object.entries(ROLES).map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  )
}
