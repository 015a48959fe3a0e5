import { changeOf } from 'tidings-client/testing'
import { expect, it } from 'vitest'
import type { Notification } from './notification'
import { applyToNotifications } from './notificationList'

const notification = (id: string, read = false): Notification => ({
  id,
  kind: 'job_completed',
  text: 'The checksum of “a” is there',
  about: { type: 'job', id: '7' },
  read,
  created_at: '2026-01-01T00:00:00Z',
})

it('puts a new notification first', () => {
  const list = applyToNotifications([notification('a')], changeOf('created', notification('b')))

  expect(list.map(({ id }) => id)).toEqual(['b', 'a'])
})

it('replaces one that was read elsewhere, in its place', () => {
  const list = applyToNotifications(
    [notification('b'), notification('a')],
    changeOf('updated', notification('a', true)),
  )

  expect(list.map(({ id, read }) => [id, read])).toEqual([
    ['b', false],
    ['a', true],
  ])
})

it('removes one that was deleted', () => {
  expect(applyToNotifications([notification('a')], changeOf('deleted', { id: 'a' }))).toEqual([])
})
