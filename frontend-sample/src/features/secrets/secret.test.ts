import { changeOf } from 'tidings-client/testing'
import { expect, it } from 'vitest'
import { applyToSecrets, type Secret } from './secret'

const secret = (id: string, version = 1): Secret => ({
  id,
  version,
  updated_at: '2026-01-01T00:00:00Z',
})

it('puts a new secret where its name belongs', () => {
  const list = applyToSecrets([secret('A'), secret('C')], changeOf('created', secret('B')))

  expect(list.map(({ id }) => id)).toEqual(['A', 'B', 'C'])
})

it('takes a newer version, and no older one', () => {
  expect(applyToSecrets([secret('A', 2)], changeOf('updated', secret('A', 3)))).toEqual([
    secret('A', 3),
  ])
  expect(applyToSecrets([secret('A', 2)], changeOf('updated', secret('A', 1)))).toEqual([
    secret('A', 2),
  ])
})

it('removes what was deleted', () => {
  expect(applyToSecrets([secret('A')], changeOf('deleted', { id: 'A' }))).toEqual([])
})
