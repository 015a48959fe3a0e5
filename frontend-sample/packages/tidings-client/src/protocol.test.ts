import { describe, expect, it } from 'vitest'
import { parseBatch, parseBody, readReplays } from './protocol.js'

const change = {
  type: 'resource_change',
  event: 'updated',
  resource_type: 'asset',
  resource: { id: 'a1', etag: 'x', name: 'a.txt' },
}

describe('parseBody', () => {
  it('reads a change with all that is in it', () => {
    const body = { ...change, mutation_id: 'm1', timestamp: '2026-01-01T00:00:00.000Z' }

    expect(parseBody(JSON.stringify(body))).toEqual({ kind: 'change', change: body })
  })

  it('ignores fields that it does not know', () => {
    expect(parseBody(JSON.stringify({ ...change, hue: 7 }))).toEqual({ kind: 'change', change })
  })

  it('knows a thin body wherever the mark stands', () => {
    const thin = { ...change, resource: { id: 'a1', etag: 'x', body: 'omitted' } }

    expect(parseBody(JSON.stringify(thin))).toMatchObject({ change: { body: 'omitted' } })
    expect(parseBody(JSON.stringify({ ...change, body: 'omitted' }))).toMatchObject({
      change: { body: 'omitted' },
    })
  })

  it('hands on other types and other events as they are', () => {
    expect(parseBody('{"type":"node_update","n":1}')).toEqual({
      kind: 'message',
      message: { type: 'node_update', n: 1 },
    })
    expect(parseBody(JSON.stringify({ ...change, event: 'archived' }))).toMatchObject({
      kind: 'message',
    })
  })

  it.each([
    ['{', 'no JSON'],
    ['null', 'null'],
    ['[]', 'an array'],
    ['{}', 'no type'],
    ['{"type":"resource_change"}', 'no event'],
    ['{"type":"resource_change","event":"updated"}', 'no resource type'],
    ['{"type":"resource_change","event":"updated","resource_type":"asset"}', 'no resource'],
    [
      '{"type":"resource_change","event":"updated","resource_type":"asset","resource":{"id":7}}',
      'an id that is no text',
    ],
  ])('finds %s unreadable: %s', (text) => {
    expect(parseBody(text).kind).toBe('unreadable')
  })
})

describe('parseBatch', () => {
  it('reads each body as it would alone', () => {
    const bodies = parseBatch(JSON.stringify([change, { type: 'node_update' }, 7]))

    expect(bodies.map(({ kind }) => kind)).toEqual(['change', 'message', 'unreadable'])
  })

  it.each([['{'], ['{}'], ['null'], ['']])('finds no bodies in %s', (text) => {
    expect(parseBatch(text)).toEqual([])
  })
})

describe('readReplays', () => {
  it('reads positions, changes and refusals', () => {
    const replays = readReplays({
      streams: [
        { destination: 'a', position: 'e1:2', changes: [{ sequence: 2, change }], more: true },
        { destination: 'b', error: 'access_denied' },
        { destination: 'c', reset: 'retention-exceeded', position: 'e1:9' },
      ],
    })

    expect(replays[0]).toMatchObject({ position: { epoch: 'e1', sequence: 2 }, more: true })
    expect(replays[0]?.entries[0]).toMatchObject({ sequence: 2, body: { kind: 'change' } })
    expect(replays[1]).toMatchObject({ error: 'access_denied', more: false })
    expect(replays[2]).toMatchObject({ reset: 'retention-exceeded' })
  })

  it.each([
    [null],
    [{}],
    [{ streams: [{}] }],
    [{ streams: [{ destination: 'a' }] }],
    [{ streams: [{ destination: 'a', position: 'e1:1', changes: [{}] }] }],
  ])('throws on %j', (value) => {
    expect(() => readReplays(value)).toThrow('Expected')
  })
})
