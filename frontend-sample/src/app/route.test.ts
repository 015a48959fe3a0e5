import { expect, it } from 'vitest'
import { folderHref, parseRoute } from './route'

it('reads the address that it gives a folder', () => {
  expect(parseRoute(folderHref('a-B_1'))).toEqual({ page: 'folder', id: 'a-B_1' })
})

it.each([
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
])('knows the page %s', (page) => {
  expect(parseRoute(`#/${page}`)).toEqual({ page })
})

it.each([
  ['workflows', 'workflow'],
  ['executions', 'execution'],
  ['collections', 'collection'],
  ['threads', 'thread'],
])('knows one of the %s', (list, page) => {
  expect(parseRoute(`#/${list}/a-B_1`)).toEqual({ page, id: 'a-B_1' })
})

it.each(['system', 'sessions', 'rooms', 'cost', 'connectors'])(
  'knows what admins see of %s',
  (view) => {
    expect(parseRoute(`#/admin/${view}`)).toEqual({ page: 'admin', view })
  },
)

it.each([
  '',
  '#/',
  '#/folders/',
  '#/folders/a/b',
  '#/folders/%2e%2e',
  '#/elsewhere',
  '#/secrets/a',
  '#/constructor/a',
  '#/admin',
  '#/admin/elsewhere',
])('goes home from %j', (hash) => {
  expect(parseRoute(hash)).toEqual({ page: 'home' })
})
