import { expect, it } from 'vitest'
import { parseNotice } from './notices.js'

it.each([
  ['{"type":"token_expiring","expires_in":60}', { type: 'token_expiring', expiresIn: 60_000 }],
  ['{"type":"draining","reconnect_in_ms":250}', { type: 'draining', reconnectIn: 250 }],
  [
    '{"type":"pong","id":"p1","timestamp":"2026-01-01T00:00:00.000Z"}',
    { type: 'pong', id: 'p1', timestamp: Date.UTC(2026, 0, 1) },
  ],
])('reads %s', (text, notice) => {
  expect(parseNotice(text)).toEqual(notice)
})

it.each([
  '{',
  '[]',
  '{"type":"draining"}',
  '{"type":"draining","reconnect_in_ms":-1}',
  '{"type":"token_expiring","expires_in":"soon"}',
  '{"type":"pong","id":"p1","timestamp":"yesterday"}',
  '{"type":"pong","timestamp":"2026-01-01T00:00:00.000Z"}',
  '{"type":"news"}',
])('says nothing about %s', (text) => {
  expect(parseNotice(text)).toBeUndefined()
})
