import { newId } from 'tidings-client'
import { optimisticEdit, useResourceList, type ResourceListResult } from 'tidings-react'
import { newestFirst } from '../../api/newestFirst'
import { useWrite } from '../../ui/useWrite'
import { applyToConversation, withPending, type Conversation } from './conversation'
import { threadSchema, type Message, type Thread } from './thread'
import { deleteMessage, loadConversation, loadThreads, writeMessage } from './threadApi'

const apply = newestFirst(threadSchema, (next, known) => next.version >= known.version)

/** The threads that the user may see, newest first, kept current. */
export function useThreads(): ResourceListResult<readonly Thread[]> {
  return useResourceList({
    destination: '/user/queue/threads',
    queryKey: ['threads'],
    load: loadThreads,
    apply,
  })
}

/** One thread with its messages, kept current; `null` once it was deleted. */
export function useConversation(threadId: string): ResourceListResult<Conversation | null> {
  return useResourceList<Conversation | null>({
    destination: `/topic/threads/${threadId}`,
    queryKey: queryKeyOf(threadId),
    load: (signal) => loadConversation(threadId, signal),
    apply: applyToConversation,
  })
}

/** Writes a message, and shows it at once. */
export function useWriteMessage(
  { thread, messages }: Conversation,
  author: string,
): (text: string) => void {
  const write = useWrite<Message>({
    send: ({ text }, mutationId) => writeMessage(thread.id, text, mutationId),
    optimistic: (message) => {
      const known = new Set(messages.map(({ id }) => id))
      return [
        optimisticEdit<Conversation | null>(queryKeyOf(thread.id), (conversation) =>
          withPending(conversation, message, known),
        ),
      ]
    },
    failed: ({ text }) => `“${text}” was not sent`,
  })
  return (text) => {
    const createdAt = new Date().toISOString()
    write({ id: newId(), author, text, version: 0, created_at: createdAt, isPending: true })
  }
}

/** Deletes a message, and shows that at once. */
export function useDeleteMessage(threadId: string): (message: Message) => void {
  return useWrite<Message>({
    send: (message, mutationId) => deleteMessage(threadId, message, mutationId),
    optimistic: ({ id }) => [
      optimisticEdit<Conversation | null>(
        queryKeyOf(threadId),
        (conversation) =>
          conversation && {
            ...conversation,
            messages: conversation.messages.filter((one) => one.id !== id),
          },
      ),
    ],
    failed: ({ text }) => `“${text}” could not be deleted`,
  })
}

function queryKeyOf(threadId: string): readonly unknown[] {
  return ['thread', threadId]
}
