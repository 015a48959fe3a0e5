import { changeOf } from 'tidings-client/testing'
import { expect, it } from 'vitest'
import type { Collection } from './collection'
import {
  applyMessageToCollection,
  applyMessageToCollections,
  applyToCollection,
} from './collectionList'

const collection = (id: string, more: Partial<Collection> = {}): Collection => ({
  id,
  name: 'Everything',
  author: 'alice',
  status: 'indexing',
  folder_id: 'f',
  files: 0,
  texts: 0,
  version: 2,
  updated_at: '2026-01-01T00:00:00Z',
  ...more,
})

const progress = {
  type: 'index_progress_update',
  collection_id: 'a',
  current: 1,
  total: 4,
  file_name: 'reports/fox.txt',
}

it('notes how far the indexing is, of the collection that it is about', () => {
  const [a, b] = applyMessageToCollections([collection('a'), collection('b')], progress) ?? []

  expect(a?.progress).toEqual({ current: 1, total: 4, fileName: 'reports/fox.txt' })
  expect(b).toEqual(collection('b'))
})

it('takes no progress of an indexing that has ended', () => {
  const indexed = collection('a', { status: 'indexed', files: 4 })

  expect(applyMessageToCollection(indexed, progress)).toBe(indexed)
})

it('forgets the progress with the next state', () => {
  const begun = applyMessageToCollection(collection('a'), progress) ?? null
  const indexed = collection('a', { status: 'indexed', version: 3 })

  expect(applyToCollection(begun, changeOf('updated', indexed))).toEqual(indexed)
})

it('is gone once it was deleted', () => {
  expect(applyToCollection(collection('a'), changeOf('deleted', { id: 'a' }))).toBeNull()
  expect(applyToCollection(null, changeOf('updated', collection('a')))).toBeNull()
})

it('leaves other messages to others', () => {
  expect(applyMessageToCollections([], { type: 'node_update' })).toBeUndefined()
})
