import { useQueryClient } from '@tanstack/react-query'
import type { JSX } from 'react'
import {
  closeSession,
  fetchSessions,
  type OpenSession,
  type SessionPage,
  type SessionScope,
} from '../api/sessions'
import { useLookup } from '../api/useLookup'
import { Button } from './Button'
import { formatFullMoment, formatMoment } from './format'
import { Loaded } from './Loaded'
import { notify } from './notify'
import { useAction } from './useAction'
import { describeUserAgent } from './userAgent'

/** The sessions that there are; each can be ended. */
export function SessionTable({ scope }: { scope: SessionScope }): JSX.Element {
  const sessions = useLookup(['sessions', scope], (signal) => fetchSessions(scope, signal))
  return <Loaded from={sessions}>{(page) => <Sessions page={page} scope={scope} />}</Loaded>
}

function Sessions({ page, scope }: { page: SessionPage; scope: SessionScope }): JSX.Element {
  const { sessions, next } = page
  if (sessions.length === 0) return <p className="muted">There is no session at the moment.</p>
  const isOfAll = scope === '/api/admin/sessions'
  return (
    <>
      <table className="figures figures--stacked">
        <thead>
          <tr>
            {isOfAll && <th scope="col">User</th>}
            <th scope="col">Browser</th>
            <th scope="col">Address</th>
            <th scope="col">Since</th>
            {isOfAll && <th scope="col">Instance</th>}
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <Row key={session.id} session={session} scope={scope} isOfAll={isOfAll} />
          ))}
        </tbody>
      </table>
      {typeof next === 'string' && (
        <p className="muted">There are more; these are the first {sessions.length}.</p>
      )}
    </>
  )
}

interface RowProps {
  readonly session: OpenSession
  readonly scope: SessionScope
  readonly isOfAll: boolean
}

function Row({ session, scope, isOfAll }: RowProps): JSX.Element {
  const queries = useQueryClient()
  const { isBusy, run } = useAction()
  const { user, user_agent: userAgent, address, instance, connected_at: since } = session
  const browser = describeUserAgent(userAgent ?? 'unknown')
  const end = async (): Promise<void> => {
    await closeSession(scope, session)
    notify('success', 'The session ends within two seconds')
    await queries.invalidateQueries({ queryKey: ['sessions', scope] })
  }
  return (
    <tr>
      {isOfAll && <td data-label="User">{user}</td>}
      <td data-label="Browser" title={userAgent ?? undefined}>
        {browser}
      </td>
      <td data-label="Address">{address}</td>
      <td data-label="Since" title={formatFullMoment(since)}>
        {formatMoment(since)}
      </td>
      {isOfAll && <td data-label="Instance">{instance?.slice(0, 8)}</td>}
      <td>
        <Button
          disabled={isBusy}
          aria-label={`End session of ${user ?? 'mine'}, ${browser}`}
          onClick={() => {
            run(end, 'The session could not be ended')
          }}
        >
          End
        </Button>
      </td>
    </tr>
  )
}
