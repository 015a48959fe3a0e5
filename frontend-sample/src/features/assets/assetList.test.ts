import { changeOf } from 'tidings-client/testing'
import { describe, expect, it } from 'vitest'
import { sortAssets, type Asset } from './asset'
import { applyToFolder, applyToShared, type AssetList } from './assetList'

const asset = (id: string, more: Partial<Asset> = {}): Asset => ({
  id,
  parent_id: 'f',
  owner: 'alice',
  name: `${id}.txt`,
  content_type: 'text/plain',
  size: 1,
  version: 1,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  ...more,
})

const folder = (...items: readonly Asset[]): AssetList => ({
  folderId: 'f',
  items,
  path: [
    { id: 'home', name: 'Home' },
    { id: 'f', name: 'Reports' },
  ],
})

const ids = (list: AssetList): readonly string[] => list.items.map(({ id }) => id)

describe('applyToFolder', () => {
  it('adds what was created', () => {
    const list = applyToFolder(folder(asset('a')), changeOf('created', asset('b')))

    expect(ids(list)).toEqual(['a', 'b'])
  })

  it('does not add twice what the list has already', () => {
    const list = applyToFolder(folder(asset('a')), changeOf('created', asset('a')))

    expect(ids(list)).toEqual(['a'])
  })

  it('puts the new state in place of the old one', () => {
    const renamed = asset('a', { name: 'new.txt', version: 2 })

    const list = applyToFolder(folder(asset('a'), asset('b')), changeOf('updated', renamed))

    expect(list.items[0]?.name).toBe('new.txt')
    expect(ids(list)).toEqual(['a', 'b'])
  })

  it('keeps the newer state that a later page brought', () => {
    const before = folder(asset('a', { name: 'newer.txt', version: 3 }))

    const list = applyToFolder(before, changeOf('updated', asset('a', { version: 2 })))

    expect(list).toBe(before)
  })

  it('removes what was deleted', () => {
    const list = applyToFolder(
      folder(asset('a'), asset('b')),
      changeOf('deleted', { id: 'a', parent_id: 'f' }),
    )

    expect(ids(list)).toEqual(['b'])
  })

  it('removes what left for another folder, of which it learns the id only', () => {
    const moved = changeOf('moved', { id: 'a' }, { old_parent_id: 'f' })

    expect(ids(applyToFolder(folder(asset('a')), moved))).toEqual([])
  })

  it('adds what came from another folder', () => {
    const moved = changeOf('moved', asset('b', { version: 2 }), { old_parent_id: 'other' })

    expect(ids(applyToFolder(folder(asset('a')), moved))).toEqual(['a', 'b'])
  })

  it('renames itself in the path', () => {
    const renamed = changeOf('updated', asset('f', { parent_id: 'home', name: 'Accounts' }))

    const list = applyToFolder(folder(asset('a')), renamed)

    expect(list.path.map(({ name }) => name)).toEqual(['Home', 'Accounts'])
    expect(ids(list)).toEqual(['a'])
  })

  it('keeps its children when it is told of its own end', () => {
    const before = folder(asset('a'))

    expect(applyToFolder(before, changeOf('deleted', { id: 'f' }))).toBe(before)
  })

  it('refuses an asset that is none', () => {
    const change = changeOf('created', { id: 'b', parent_id: 'f', name: 7 })

    expect(() => applyToFolder(folder(), change)).toThrow()
  })
})

describe('applyToShared', () => {
  const shared = (...items: readonly Asset[]): AssetList => ({ folderId: null, items, path: [] })

  it('adds a folder when it is shared and removes it when it is taken back', () => {
    const reports = asset('r', { content_type: 'folder', parent_id: null })

    const one = applyToShared(shared(), changeOf('created', reports))
    expect(ids(one)).toEqual(['r'])
    expect(ids(applyToShared(one, changeOf('deleted', { id: 'r' })))).toEqual([])
  })
})

describe('sortAssets', () => {
  const sortedIds = (...args: Parameters<typeof sortAssets>): readonly string[] =>
    sortAssets(...args).map(({ id }) => id)

  it('puts folders first and counts numbers in names', () => {
    const assets = [
      asset('file10'),
      asset('file9'),
      asset('z', { content_type: 'folder', name: 'zoo' }),
    ]

    expect(sortedIds(assets, { key: 'name', descending: false })).toEqual(['z', 'file9', 'file10'])
    expect(sortedIds(assets, { key: 'name', descending: true })).toEqual(['z', 'file10', 'file9'])
  })

  it('sorts by size, then by name', () => {
    const assets = [asset('c', { size: 5 }), asset('b'), asset('a')]

    expect(sortedIds(assets, { key: 'size', descending: true })).toEqual(['c', 'a', 'b'])
  })
})
