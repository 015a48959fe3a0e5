import { useCallback, useEffect, useState, type JSX } from 'react'
import type { SignedOutReason } from '../../api/session'
import { Button } from '../../ui/Button'
import { Logo } from '../../ui/Logo'
import { describeError } from '../../ui/notify'
import { DemoSignIn } from './DemoSignIn'
import { prepareSignIn, signInAtIssuer, type SignInWay } from './signInWay'

const NOTICES: Readonly<Record<SignedOutReason, string | undefined>> = {
  new: undefined,
  left: 'You have signed out.',
  ended: 'Your session has ended. Sign in again.',
}

export function SignInPage({ reason }: { reason: SignedOutReason }): JSX.Element {
  const [way, setWay] = useState<SignInWay>({ kind: 'unknown' })
  const follow = useCallback(
    (next: Promise<SignInWay>): (() => void) => {
      let isWanted = true
      next.then(
        (found) => {
          if (isWanted) setWay(found)
        },
        (error: unknown) => {
          if (isWanted) setWay({ kind: 'failed', error: describeError(error).join(' ') })
        },
      )
      return () => {
        isWanted = false
      }
    },
    [setWay],
  )
  useEffect(() => follow(prepareSignIn(reason)), [follow, reason])
  const notice = NOTICES[reason]
  return (
    <main className="sign-in">
      <div className="sign-in__card">
        <Logo size={44} />
        <h1>Tidings Files</h1>
        <p className="muted">Shared files that stay current by themselves.</p>
        {notice !== undefined && way.kind !== 'failed' && <p className="form-note">{notice}</p>}
        <Way
          way={way}
          onSignIn={() => {
            follow(signInAtIssuer())
          }}
          onRetry={() => {
            follow(prepareSignIn('left'))
          }}
        />
      </div>
    </main>
  )
}

interface WayProps {
  readonly way: SignInWay
  readonly onSignIn: () => void
  readonly onRetry: () => void
}

function Way({ way, onSignIn, onRetry }: WayProps): JSX.Element {
  switch (way.kind) {
    case 'unknown':
      return <p className="loading">Loading…</p>
    case 'demo':
      return <DemoSignIn />
    case 'issuer':
      return (
        <Button look="primary" onClick={onSignIn}>
          Sign in at {way.host}
        </Button>
      )
    case 'failed':
      return (
        <>
          <p className="form-error" role="alert">
            {way.error}
          </p>
          <Button onClick={onRetry}>Try again</Button>
        </>
      )
  }
}
