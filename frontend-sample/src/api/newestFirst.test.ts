import { changeOf } from 'tidings-client/testing'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { newestFirst } from './newestFirst'

const apply = newestFirst(
  z.object({ id: z.string(), version: z.number() }),
  (next, known) => next.version >= known.version,
)

it('puts a new resource first', () => {
  const list = apply([{ id: 'a', version: 1 }], changeOf('created', { id: 'b', version: 1 }))

  expect(list.map(({ id }) => id)).toEqual(['b', 'a'])
})

it('replaces a resource by its new state, in its place', () => {
  const list = apply(
    [
      { id: 'b', version: 1 },
      { id: 'a', version: 1 },
    ],
    changeOf('updated', { id: 'a', version: 2 }),
  )

  expect(list).toEqual([
    { id: 'b', version: 1 },
    { id: 'a', version: 2 },
  ])
})

it('takes no state that is older than the one that is known', () => {
  const list = [{ id: 'a', version: 2 }]

  expect(apply(list, changeOf('updated', { id: 'a', version: 1 }))).toBe(list)
})

it('removes a resource that was deleted', () => {
  expect(apply([{ id: 'a', version: 1 }], changeOf('deleted', { id: 'a' }))).toEqual([])
})
