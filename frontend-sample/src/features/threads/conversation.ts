import type { ResourceChange } from 'tidings-client'
import { newestFirst } from '../../api/newestFirst'
import { messageSchema, threadSchema, type Message, type Thread } from './thread'

/** A thread with its messages, newest first. */
export interface Conversation {
  readonly thread: Thread
  readonly messages: readonly Message[]
}

const applyToMessages = newestFirst(messageSchema, (next, known) => next.version >= known.version)

/** Puts one change of `/topic/threads/<id>` into the conversation; it is `null` once its thread was deleted. */
export function applyToConversation(
  conversation: Conversation | null,
  change: ResourceChange,
): Conversation | null {
  if (conversation === null) return null
  if (change.resource_type === 'message') {
    return { ...conversation, messages: applyToMessages(conversation.messages, change) }
  }
  if (change.resource_type !== 'thread') return conversation
  if (change.event === 'deleted') return null
  const thread = threadSchema.parse(change.resource)
  return thread.version < conversation.thread.version ? conversation : { ...conversation, thread }
}

/**
 * Shows a message before the server has it.
 *
 * @param known ids of the messages that were there when it was written: another one that says the same is this one
 */
export function withPending(
  conversation: Conversation | null,
  message: Message,
  known: ReadonlySet<string>,
): Conversation | null {
  if (conversation === null) return null
  const isThere = conversation.messages.some(
    ({ id, author, text, isPending }) =>
      isPending !== true && !known.has(id) && author === message.author && text === message.text,
  )
  return isThere ? conversation : { ...conversation, messages: [message, ...conversation.messages] }
}
