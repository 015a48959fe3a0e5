import { useQuery } from '@tanstack/react-query'
import { Suspense, useCallback, useRef, useState, type JSX } from 'react'
import { fetchMe } from '../api/me'
import { ConnectionAlert, ConnectionBadge } from '../features/connection'
import { EmptyState } from '../ui/EmptyState'
import { ErrorBoundary } from '../ui/ErrorBoundary'
import { Logo } from '../ui/Logo'
import { useMediaQuery } from '../ui/useMediaQuery'
import { ActivityButton, ActivityPanel } from './ActivityPanel'
import { Navigation } from './Navigation'
import { Pages } from './Pages'
import { useRoute } from './route'
import type { Services } from './services'
import { usePageHeading } from './usePageHeading'
import { UserMenu } from './UserMenu'

/** Where there is room for the panel beside a page. */
const WIDE = '(min-width: 1100px)'

export interface WorkspaceProps {
  readonly username: string
  readonly services: Services
}

/** Everything that a signed-in user sees. */
export function Workspace({ username, services }: WorkspaceProps): JSX.Element {
  const { uploads } = services
  const route = useRoute()
  const page = JSON.stringify(route)
  const main = useRef<HTMLElement>(null)
  const [isPanelOpen, setPanelOpen] = usePanel(page)
  usePageHeading(main, page)
  const me = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => fetchMe(signal),
    staleTime: Infinity,
  })
  const openPanel = useCallback(() => {
    setPanelOpen(true)
  }, [setPanelOpen])
  return (
    <div className={`workspace ${isPanelOpen ? 'workspace--with-panel' : ''}`}>
      <header className="top">
        <a
          className="skip-link"
          href="#main"
          onClick={(event) => {
            // The part after the # is the page's address here.
            event.preventDefault()
            main.current?.focus()
          }}
        >
          Skip to content
        </a>
        <a className="top__brand" href="#/" aria-label="Tidings">
          <Logo />
          <span>Tidings</span>
        </a>
        <ConnectionBadge />
        <UserMenu name={me.data?.name ?? username} />
      </header>
      <Navigation
        route={route}
        homeId={me.data?.home_folder_id}
        isAdmin={me.data?.roles.includes('admin') ?? false}
        activity={
          <ActivityButton
            uploads={uploads}
            isOpen={isPanelOpen}
            onToggle={() => {
              setPanelOpen(!isPanelOpen)
            }}
          />
        }
      />
      <main ref={main} id="main" className="main" tabIndex={0}>
        <ConnectionAlert />
        {me.data && (
          <ErrorBoundary key={page}>
            <Suspense fallback={<p className="loading">Loading…</p>}>
              <Pages route={route} me={me.data} services={services} onJobStarted={openPanel} />
            </Suspense>
          </ErrorBoundary>
        )}
        {me.isPending && <p className="loading">Loading…</p>}
        {me.error && (
          <EmptyState icon="alert" title="Your files could not be loaded">
            <p className="muted">{me.error.message}</p>
          </EmptyState>
        )}
      </main>
      {isPanelOpen && (
        <ActivityPanel
          uploads={uploads}
          onClose={() => {
            setPanelOpen(false)
          }}
        />
      )}
    </div>
  )
}

/** Whether the panel is open. Where it covers the page, going to another one closes it. */
function usePanel(page: string): readonly [boolean, (isOpen: boolean) => void] {
  const isWide = useMediaQuery(WIDE)
  const [panel, setPanel] = useState({ isOpen: isWide, page })
  const setOpen = useCallback(
    (isOpen: boolean) => {
      setPanel({ isOpen, page })
    },
    [page],
  )
  return [panel.isOpen && (isWide || panel.page === page), setOpen]
}
