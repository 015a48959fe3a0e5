import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState, useSyncExternalStore, type JSX } from 'react'
import { TidingsProvider, useConnection } from 'tidings-react'
import { endSession, sessionStore, type Session } from '../api/session'
import { SignInPage } from '../features/session'
import { Notices } from '../ui/Notices'
import { devtoolsStore } from './devtools'
import { createServices } from './services'
import { Workspace } from './Workspace'

const TidingsDevtools = lazy(async () => ({
  default: (await import('tidings-react/devtools')).TidingsDevtools,
}))

export function App(): JSX.Element {
  const state = useSyncExternalStore(sessionStore.subscribe, sessionStore.getSnapshot)
  if (state.status === 'signed-in') {
    return <SignedIn key={state.session.username} session={state.session} />
  }
  return <SignInPage reason={state.reason} />
}

function SignedIn({ session }: { session: Session }): JSX.Element {
  const [services] = useState(() => createServices(session.username))
  const { client, queries, uploads, faults } = services
  const hasDevtools = useSyncExternalStore(devtoolsStore.subscribe, devtoolsStore.getSnapshot)
  useEffect(
    () => () => {
      uploads.cancelAll()
    },
    [uploads],
  )
  return (
    <QueryClientProvider client={queries}>
      <TidingsProvider client={client}>
        <EndWithConnection />
        <Workspace username={session.username} services={services} />
        <Notices />
        {hasDevtools && (
          <Suspense>
            <TidingsDevtools {...(faults && { faults })} />
          </Suspense>
        )}
      </TidingsProvider>
    </QueryClientProvider>
  )
}

/** Signs out when the server has ended the session for good. */
function EndWithConnection(): null {
  const { status } = useConnection()
  useEffect(() => {
    if (status === 'signed-out') endSession('ended')
  }, [status])
  return null
}
