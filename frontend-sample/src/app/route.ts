import { useSyncExternalStore } from 'react'

/** Where the user is. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'folder'; readonly folderId: string }
  | { readonly page: 'shared' }
  | { readonly page: 'workflows' }
  | { readonly page: 'collections' }
  | { readonly page: 'live' }

export function parseRoute(hash: string): Route {
  if (hash === '#/shared') return { page: 'shared' }
  if (hash === '#/workflows') return { page: 'workflows' }
  if (hash === '#/collections') return { page: 'collections' }
  if (hash === '#/live') return { page: 'live' }
  const folderId = /^#\/folders\/(?<id>[A-Za-z0-9_-]{1,64})$/.exec(hash)?.groups?.id
  return folderId === undefined ? { page: 'home' } : { page: 'folder', folderId }
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

function subscribe(listener: () => void): () => void {
  globalThis.addEventListener('hashchange', listener)
  return () => {
    globalThis.removeEventListener('hashchange', listener)
  }
}
