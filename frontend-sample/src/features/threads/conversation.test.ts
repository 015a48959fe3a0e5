import { changeOf } from 'tidings-client/testing'
import { describe, expect, it } from 'vitest'
import { applyToConversation, withPending, type Conversation } from './conversation'
import type { Message } from './thread'

const AT = '2026-01-01T00:00:00Z'

const message = (id: string, more: Partial<Message> = {}): Message => ({
  id,
  author: 'alice',
  text: id,
  version: 1,
  created_at: AT,
  ...more,
})

const thread = { id: 't', title: 'Release', author: 'alice', version: 2, updated_at: AT }

const conversation = (...messages: readonly Message[]): Conversation => ({ thread, messages })

const ofMessage = { resource_type: 'message' }

const ofThread = { resource_type: 'thread' }

describe('applyToConversation', () => {
  it('has a new message first', () => {
    const change = changeOf('created', message('b'), ofMessage)

    expect(applyToConversation(conversation(message('a')), change)?.messages).toEqual([
      message('b'),
      message('a'),
    ])
  })

  it('takes the new title of its thread, and no older one', () => {
    const renamed = (version: number) =>
      changeOf('updated', { ...thread, title: 'Launch', version }, ofThread)

    expect(applyToConversation(conversation(), renamed(3))?.thread.title).toBe('Launch')
    expect(applyToConversation(conversation(), renamed(1))?.thread.title).toBe('Release')
  })

  it('ends with its thread, not with one of its messages', () => {
    const before = conversation(message('a'))

    expect(applyToConversation(before, changeOf('deleted', { id: 't' }, ofThread))).toBeNull()
    expect(applyToConversation(before, changeOf('deleted', { id: 'a' }, ofMessage))).toEqual(
      conversation(),
    )
  })
})

describe('withPending', () => {
  const pending = message('pending', { text: 'Ready?', isPending: true })

  it('shows a message that is on its way', () => {
    const shown = withPending(conversation(message('a')), pending, new Set(['a']))

    expect(shown?.messages).toEqual([pending, message('a')])
  })

  it('does not show it twice once it is there', () => {
    const before = conversation(message('b', { text: 'Ready?' }))

    expect(withPending(before, pending, new Set(['a']))).toBe(before)
  })

  it('shows it beside an older one that says the same, and one of somebody else', () => {
    const before = conversation(
      message('b', { text: 'Ready?', author: 'bob' }),
      message('a', { text: 'Ready?' }),
    )

    expect(withPending(before, pending, new Set(['a']))?.messages).toHaveLength(3)
  })
})
