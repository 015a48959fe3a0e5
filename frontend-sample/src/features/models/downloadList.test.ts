import { describe, expect, it } from 'vitest'
import { formatSeconds, secondsLeft, type Download } from './download'
import { applyMessageToDownloads } from './downloadList'

const download = (version: number, more: Partial<Download> = {}): Download => ({
  id: 'd',
  repo_id: 'org/model',
  url: 'https://example.com/model',
  status: 'running',
  downloaded_bytes: 0,
  total_bytes: 10_000,
  version,
  updated_at: '2026-01-01T00:00:00Z',
  ...more,
})

const told = (list: readonly Download[], ...updates: readonly Download[]): readonly Download[] =>
  updates.reduce(
    (known, update) =>
      applyMessageToDownloads(known, { type: 'model_download_update', ...update }) ?? [],
    list,
  )

const at = (version: number, second: number, bytes: number): Download =>
  download(version, { downloaded_bytes: bytes, updated_at: `2026-01-01T00:00:0${second}Z` })

describe('applyMessageToDownloads', () => {
  it('puts a new download first', () => {
    const list = told([download(1)], download(1, { id: 'new' }))

    expect(list.map(({ id }) => id)).toEqual(['new', 'd'])
  })

  it('measures how fast a download is, and smoothes that', () => {
    expect(told([at(1, 0, 0)], at(2, 1, 1000))[0]?.speed).toBe(1000)
    expect(told([at(1, 0, 0)], at(2, 1, 1000), at(3, 2, 3000))[0]?.speed).toBe(1300)
  })

  it('takes nothing that is older than what it has', () => {
    const list = [at(3, 2, 3000)]

    expect(told(list, at(2, 1, 1000))).toBe(list)
  })

  it('knows no speed of a download that has ended, or begins again', () => {
    const running = [at(1, 0, 0), at(2, 1, 1000)] as const

    expect(told([running[0]], running[1], download(3, { status: 'error' }))[0]?.speed).toBe(
      undefined,
    )
    expect(told([running[0]], running[1], at(3, 2, 0))[0]?.speed).toBe(undefined)
  })

  it('leaves other messages to others', () => {
    expect(applyMessageToDownloads([], { type: 'cache_status_update' })).toBeUndefined()
  })
})

it('says how long a download takes yet, where that can be told', () => {
  expect(secondsLeft(download(1, { downloaded_bytes: 4000, speed: 2000 }))).toBe(3)
  expect(secondsLeft(download(1, { speed: 0 }))).toBeUndefined()
  expect(secondsLeft(download(1, { total_bytes: null, speed: 2000 }))).toBeUndefined()
})

it.each([
  [0.2, '1 s'],
  [59.4, '59 s'],
  [61, '1 min 1 s'],
  [3_720, '1 h 2 min'],
])('writes %d seconds as %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text)
})
