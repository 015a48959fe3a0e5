import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState, useSyncExternalStore, type JSX } from 'react'
import { useTidingsClient } from 'tidings-react'
import { fetchMe, type Me } from '../api/me'
import { endSession } from '../api/session'
import {
  AssetActionsContext,
  AssetDialogs,
  FolderPage,
  isUnderWay,
  SharedPage,
  UploadList,
  type AssetActions,
  type AssetDialog,
  type Uploads,
} from '../features/assets'
import { CollectionsPage } from '../features/collections'
import { ConnectionAlert, ConnectionBadge } from '../features/connection'
import { LivePage } from '../features/live'
import { isActive, JobPanel, startChecksum, useJobs } from '../features/jobs'
import { NotificationPanel, useNotifications } from '../features/notifications'
import { WorkflowsPage } from '../features/workflows'
import { Avatar } from '../ui/Avatar'
import { IconButton } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { Icon } from '../ui/Icon'
import { Logo } from '../ui/Logo'
import { Menu } from '../ui/Menu'
import { notifyError } from '../ui/notices'
import { folderHref, navigate, useRoute, type Route } from './route'

export interface WorkspaceProps {
  readonly username: string
  readonly uploads: Uploads
}

/** Everything that a signed-in user sees. */
export function Workspace({ username, uploads }: WorkspaceProps): JSX.Element {
  const route = useRoute()
  const [isPanelOpen, setPanelOpen] = useState(() => globalThis.innerWidth >= 1100)
  const me = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => fetchMe(signal),
    staleTime: Infinity,
  })
  const openPanel = useCallback(() => {
    setPanelOpen(true)
  }, [])
  return (
    <div className={`workspace ${isPanelOpen ? 'workspace--with-panel' : ''}`}>
      <header className="top">
        <a className="top__brand" href="#/">
          <Logo />
          <span>Tidings</span>
        </a>
        <ConnectionBadge />
        <UserMenu name={me.data?.name ?? username} />
      </header>
      <SideNav
        route={route}
        homeId={me.data?.home_folder_id}
        uploads={uploads}
        isPanelOpen={isPanelOpen}
        onTogglePanel={() => {
          setPanelOpen(!isPanelOpen)
        }}
      />
      <main className="main">
        <ConnectionAlert />
        {route.page === 'workflows' && <WorkflowsPage />}
        {route.page === 'collections' && me.data && (
          <CollectionsPage homeId={me.data.home_folder_id} />
        )}
        {route.page === 'live' && me.data && <LivePage isAdmin={me.data.roles.includes('admin')} />}
        {isOfFiles(route) && me.data && (
          <Files me={me.data} route={route} uploads={uploads} onJobStarted={openPanel} />
        )}
        {me.error && (
          <EmptyState icon="alert" title="Your files could not be loaded">
            <p className="muted">{me.error.message}</p>
          </EmptyState>
        )}
      </main>
      {isPanelOpen && (
        <aside className="panel" aria-label="Activity">
          <header className="panel__header">
            <h2>Activity</h2>
            <IconButton
              icon="close"
              label="Close activity"
              onClick={() => {
                setPanelOpen(false)
              }}
            />
          </header>
          <UploadList uploads={uploads} />
          <NotificationPanel />
          <JobPanel />
        </aside>
      )}
    </div>
  )
}

function isOfFiles({ page }: Route): boolean {
  return page === 'home' || page === 'folder' || page === 'shared'
}

interface FilesProps {
  readonly me: Me
  readonly route: Route
  readonly uploads: Uploads
  readonly onJobStarted: () => void
}

function Files({ me, route, uploads, onJobStarted }: FilesProps): JSX.Element {
  const client = useTidingsClient()
  const [dialog, setDialog] = useState<AssetDialog>()
  const homeId = me.home_folder_id
  const actions = useMemo<AssetActions>(
    () => ({
      isOwn: ({ owner }) => owner === me.id || owner === me.name,
      hrefOf: (folderId) => (folderId === homeId ? '#/' : folderHref(folderId)),
      ask: setDialog,
      startChecksum: (asset) => {
        onJobStarted()
        startChecksum(asset.id).then(
          () => {
            client.refresh()
          },
          (error: unknown) => {
            notifyError(`No checksum of “${asset.name}”`, error)
          },
        )
      },
    }),
    [client, me, homeId, onJobStarted],
  )
  return (
    <AssetActionsContext value={actions}>
      {route.page === 'shared' ? (
        <SharedPage />
      ) : (
        <CurrentFolder route={route} homeId={homeId} uploads={uploads} />
      )}
      {dialog && (
        <AssetDialogs
          key={`${dialog.kind}-${dialog.asset.id}`}
          dialog={dialog}
          homeId={homeId}
          onClose={() => {
            setDialog(undefined)
          }}
        />
      )}
    </AssetActionsContext>
  )
}

interface CurrentFolderProps {
  readonly route: Route
  readonly homeId: string
  readonly uploads: Uploads
}

function CurrentFolder({ route, homeId, uploads }: CurrentFolderProps): JSX.Element {
  const folderId = route.page === 'folder' ? route.folderId : homeId
  return (
    <FolderPage
      key={folderId}
      folderId={folderId}
      homeId={homeId}
      uploads={uploads}
      onLeave={(next) => {
        navigate(next === undefined || next === homeId ? '#/' : folderHref(next))
      }}
    />
  )
}

interface SideNavProps {
  readonly route: Route
  readonly homeId: string | undefined
  readonly uploads: Uploads
  readonly isPanelOpen: boolean
  readonly onTogglePanel: () => void
}

function SideNav(props: SideNavProps): JSX.Element {
  const { route, homeId, uploads, isPanelOpen, onTogglePanel } = props
  const isHome = route.page === 'home' || (route.page === 'folder' && route.folderId === homeId)
  return (
    <nav className="side" aria-label="Main">
      <a className="side__link" href="#/" aria-current={isHome ? 'page' : undefined}>
        <Icon name="folder" />
        <span>My files</span>
      </a>
      <a
        className="side__link"
        href="#/shared"
        aria-current={route.page === 'shared' ? 'page' : undefined}
      >
        <Icon name="users" />
        <span>Shared with me</span>
      </a>
      <a
        className="side__link"
        href="#/workflows"
        aria-current={route.page === 'workflows' ? 'page' : undefined}
      >
        <Icon name="code" />
        <span>Workflows</span>
      </a>
      <a
        className="side__link"
        href="#/collections"
        aria-current={route.page === 'collections' ? 'page' : undefined}
      >
        <Icon name="archive" />
        <span>Collections</span>
      </a>
      <a
        className="side__link"
        href="#/live"
        aria-current={route.page === 'live' ? 'page' : undefined}
      >
        <Icon name="list" />
        <span>Everything else</span>
      </a>
      <button
        type="button"
        className="side__link"
        aria-expanded={isPanelOpen}
        onClick={onTogglePanel}
      >
        <Icon name="activity" />
        <span>Activity</span>
        <ActivityCount uploads={uploads} />
      </button>
    </nav>
  )
}

function ActivityCount({ uploads }: { uploads: Uploads }): JSX.Element | null {
  const files = useSyncExternalStore(uploads.store.subscribe, uploads.store.getSnapshot)
  const { value: jobs = [] } = useJobs()
  const { value: notifications = [] } = useNotifications()
  const underWay = files.filter(isUnderWay).length + jobs.filter(isActive).length
  const unread = notifications.filter(({ read }) => !read).length
  const count = underWay + unread
  return count === 0 ? null : (
    <span className="side__count" aria-label={`${underWay} under way, ${unread} new`}>
      {count}
    </span>
  )
}

function UserMenu({ name }: { name: string }): JSX.Element {
  return (
    <Menu
      label={`Signed in as ${name}`}
      className="user-menu"
      items={[
        {
          label: 'Sign out',
          icon: 'signOut',
          onSelect: () => {
            endSession('left')
            navigate('#/')
          },
        },
      ]}
    >
      <Avatar name={name} />
      <span className="user-menu__name">{name}</span>
    </Menu>
  )
}
