import type { IconName } from '../ui/Icon'
import type { Route } from './route'

/** A link of the navigation. */
export interface NavEntry {
  readonly href: string
  readonly label: string
  readonly icon: IconName
  /** Whether it has a place in the bar of narrow screens, where there is room for a few. */
  readonly isInBar?: boolean
}

export interface NavGroup {
  readonly title: string
  readonly entries: readonly NavEntry[]
}

const GROUPS: readonly NavGroup[] = [
  {
    title: 'Files',
    entries: [
      { href: '#/', label: 'My files', icon: 'folder', isInBar: true },
      { href: '#/shared', label: 'Shared with me', icon: 'users' },
    ],
  },
  {
    title: 'Studio',
    entries: [
      { href: '#/dashboard', label: 'Dashboard', icon: 'chart', isInBar: true },
      { href: '#/workflows', label: 'Workflows', icon: 'workflow', isInBar: true },
      { href: '#/executions', label: 'Executions', icon: 'play' },
      { href: '#/downloads', label: 'Downloads', icon: 'download' },
      { href: '#/collections', label: 'Collections', icon: 'archive' },
      { href: '#/threads', label: 'Threads', icon: 'message' },
      { href: '#/secrets', label: 'Secrets', icon: 'key' },
      { href: '#/live', label: 'Everything else', icon: 'list' },
    ],
  },
  {
    title: 'Connection',
    entries: [
      { href: '#/savings', label: 'Requests saved', icon: 'leaf' },
      { href: '#/sessions', label: 'My sessions', icon: 'monitor' },
    ],
  },
]

const ADMINISTRATION: NavGroup = {
  title: 'Administration',
  entries: [
    { href: '#/admin/system', label: 'System', icon: 'activity' },
    { href: '#/admin/sessions', label: 'All sessions', icon: 'server' },
    { href: '#/admin/rooms', label: 'Rooms', icon: 'hash' },
    { href: '#/admin/cost', label: 'Cost', icon: 'coin' },
    { href: '#/admin/connectors', label: 'Connectors', icon: 'plug' },
  ],
}

export function navGroups(isAdmin: boolean): readonly NavGroup[] {
  return isAdmin ? [...GROUPS, ADMINISTRATION] : GROUPS
}

const LISTS: Readonly<Partial<Record<Route['page'], string>>> = {
  home: '#/',
  workflow: '#/workflows',
  execution: '#/executions',
  collection: '#/collections',
  thread: '#/threads',
}

/** What an entry says of itself on a page: that it is this one, that it leads to the list of it, or nothing. */
export function currentMark(
  { href }: NavEntry,
  route: Route,
  homeId: string | undefined,
): 'page' | 'true' | undefined {
  const isHome = route.page === 'folder' && route.id === homeId
  if (href === (isHome ? '#/' : ownHref(route))) return 'page'
  return href === LISTS[route.page] ? 'true' : undefined
}

function ownHref(route: Route): string {
  if (route.page === 'home') return '#/'
  return route.page === 'admin' ? `#/admin/${route.view}` : `#/${route.page}`
}
