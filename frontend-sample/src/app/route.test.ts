import { expect, it } from 'vitest'
import { folderHref, parseRoute } from './route'

it('reads the address that it gives a folder', () => {
  expect(parseRoute(folderHref('a-B_1'))).toEqual({ page: 'folder', folderId: 'a-B_1' })
})

it('knows the shared folders', () => {
  expect(parseRoute('#/shared')).toEqual({ page: 'shared' })
})

it('knows the workflows', () => {
  expect(parseRoute('#/workflows')).toEqual({ page: 'workflows' })
})

it('knows the collections', () => {
  expect(parseRoute('#/collections')).toEqual({ page: 'collections' })
})

it('knows the page of everything else', () => {
  expect(parseRoute('#/live')).toEqual({ page: 'live' })
})

it.each(['', '#/', '#/folders/', '#/folders/a/b', '#/folders/%2e%2e', '#/elsewhere'])(
  'goes home from %j',
  (hash) => {
    expect(parseRoute(hash)).toEqual({ page: 'home' })
  },
)
