import { useSyncExternalStore } from 'react'

const PAGES = [
  'shared',
  'dashboard',
  'workflows',
  'executions',
  'downloads',
  'collections',
  'threads',
  'secrets',
  'live',
  'sessions',
  'savings',
] as const

const ITEM_PAGES = {
  folders: 'folder',
  workflows: 'workflow',
  executions: 'execution',
  collections: 'collection',
  threads: 'thread',
} as const

const ADMIN_VIEWS = ['system', 'sessions', 'rooms', 'cost', 'connectors'] as const

type Page = (typeof PAGES)[number]
type ItemPage = (typeof ITEM_PAGES)[keyof typeof ITEM_PAGES]
type AdminView = (typeof ADMIN_VIEWS)[number]

/** Where the user is. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: Page }
  | { readonly page: ItemPage; readonly id: string }
  | { readonly page: 'admin'; readonly view: AdminView }

const ITEM = /^#\/(?<list>[a-z]+)\/(?<id>[A-Za-z0-9_-]{1,64})$/

/** Reads an address; one that leads nowhere leads home. */
export function parseRoute(hash: string): Route {
  const page = PAGES.find((name) => hash === `#/${name}`)
  if (page !== undefined) return { page }
  const { list = '', id = '' } = ITEM.exec(hash)?.groups ?? {}
  const view = ADMIN_VIEWS.find((name) => name === id)
  if (list === 'admin' && view !== undefined) return { page: 'admin', view }
  return isItemList(list) ? { page: ITEM_PAGES[list], id } : { page: 'home' }
}

export function folderHref(folderId: string): string {
  return `#/folders/${folderId}`
}

export function navigate(href: string): void {
  location.hash = href
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash))
}

function isItemList(list: string): list is keyof typeof ITEM_PAGES {
  return Object.hasOwn(ITEM_PAGES, list)
}

function subscribe(listener: () => void): () => void {
  globalThis.addEventListener('hashchange', listener)
  return () => {
    globalThis.removeEventListener('hashchange', listener)
  }
}
