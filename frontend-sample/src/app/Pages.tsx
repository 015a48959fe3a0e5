import { lazy, type JSX } from 'react'
import type { Me } from '../api/me'
import { EmptyState } from '../ui/EmptyState'
import { Page } from '../ui/Page'
import { Files } from './Files'
import { navigate, type Route } from './route'
import { POLL_INTERVAL, type Services } from './services'

const AdminPage = lazy(async () => ({ default: (await import('../features/admin')).AdminPage }))
const CollectionPage = lazy(async () => ({
  default: (await import('../features/collections')).CollectionPage,
}))
const CollectionsPage = lazy(async () => ({
  default: (await import('../features/collections')).CollectionsPage,
}))
const DashboardPage = lazy(async () => ({
  default: (await import('../features/dashboard')).DashboardPage,
}))
const LivePage = lazy(async () => ({ default: (await import('../features/live')).LivePage }))
const SavingsPage = lazy(async () => ({
  default: (await import('../features/savings')).SavingsPage,
}))
const SessionsPage = lazy(async () => ({
  default: (await import('../features/sessions')).SessionsPage,
}))
const DownloadsPage = lazy(async () => ({
  default: (await import('../features/models')).DownloadsPage,
}))
const ExecutionList = lazy(async () => ({
  default: (await import('../features/executions')).ExecutionList,
}))
const ExecutionPage = lazy(async () => ({
  default: (await import('../features/executions')).ExecutionPage,
}))
const ExecutionsPage = lazy(async () => ({
  default: (await import('../features/executions')).ExecutionsPage,
}))
const LatestExecutions = lazy(async () => ({
  default: (await import('../features/executions')).LatestExecutions,
}))
const SecretsPage = lazy(async () => ({
  default: (await import('../features/secrets')).SecretsPage,
}))
const ThreadPage = lazy(async () => ({ default: (await import('../features/threads')).ThreadPage }))
const ThreadsPage = lazy(async () => ({
  default: (await import('../features/threads')).ThreadsPage,
}))
const WorkflowPage = lazy(async () => ({
  default: (await import('../features/workflows')).WorkflowPage,
}))
const WorkflowsPage = lazy(async () => ({
  default: (await import('../features/workflows')).WorkflowsPage,
}))

async function start(workflowId: string): Promise<void> {
  const { startExecution } = await import('../features/executions')
  navigate(`#/executions/${await startExecution(workflowId)}`)
}

export interface PagesProps {
  readonly route: Route
  readonly me: Me
  readonly services: Services
  readonly onJobStarted: () => void
}

/** The page that the address asks for. Those beside the files are loaded when they are. */
export function Pages({ route, me, services, onJobStarted }: PagesProps): JSX.Element {
  const { uploads, startedAt } = services
  const isAdmin = me.roles.includes('admin')
  switch (route.page) {
    case 'home':
    case 'folder':
    case 'shared':
      return <Files me={me} route={route} uploads={uploads} onJobStarted={onJobStarted} />
    case 'workflows':
      return <WorkflowsPage onStart={start} />
    case 'workflow':
      return (
        <WorkflowPage
          key={route.id}
          id={route.id}
          onStart={start}
          executions={<ExecutionList workflowId={route.id} />}
        />
      )
    case 'executions':
      return <ExecutionsPage />
    case 'execution':
      return <ExecutionPage key={route.id} id={route.id} />
    case 'collections':
      return <CollectionsPage homeId={me.home_folder_id} />
    case 'collection':
      return <CollectionPage key={route.id} id={route.id} />
    case 'savings':
      return <SavingsPage since={startedAt} pollInterval={POLL_INTERVAL} />
    case 'sessions':
      return <SessionsPage />
    case 'admin':
      return isAdmin ? <AdminPage view={route.view} /> : <NotForYou />
    case 'dashboard':
      return <DashboardPage executions={<LatestExecutions />} />
    case 'downloads':
      return <DownloadsPage />
    case 'threads':
      return <ThreadsPage userId={me.id} />
    case 'thread':
      return <ThreadPage key={route.id} id={route.id} userId={me.id} />
    case 'secrets':
      return <SecretsPage />
    case 'live':
      return <LivePage isAdmin={isAdmin} />
  }
}

function NotForYou(): JSX.Element {
  return (
    <Page title="Administration">
      <EmptyState icon="key" title="This is for admins">
        <p className="muted">Sign in as one to see it.</p>
      </EmptyState>
    </Page>
  )
}
