import type { LoadedList } from 'tidings-react'
import { z } from 'zod'
import { request } from '../../api/http'
import type { Conversation } from './conversation'
import { messageSchema, threadSchema, type Message, type Thread } from './thread'

const threadsSchema = z.object({ items: z.array(threadSchema) })

const messagesSchema = z.object({ items: z.array(messageSchema), next: z.string().nullish() })

export async function loadThreads(signal: AbortSignal): Promise<LoadedList<readonly Thread[]>> {
  const response = await request('/api/threads', { signal })
  return { value: threadsSchema.parse(await response.json()).items, headers: response.headers }
}

/** Loads a thread with all its messages. The first page's headers count: what changes later comes as changes. */
export async function loadConversation(
  id: string,
  signal: AbortSignal,
): Promise<LoadedList<Conversation>> {
  const query = new URLSearchParams({ limit: '1000' })
  const path = (): string => `/api/threads/${id}/messages?${query.toString()}`
  const first = await request(path(), { signal })
  let page = messagesSchema.parse(await first.json())
  const messages = [...page.items]
  while (page.next) {
    query.set('after', page.next)
    page = messagesSchema.parse(await (await request(path(), { signal })).json())
    messages.push(...page.items)
  }
  const thread = await request(`/api/threads/${id}`, { signal })
  return {
    value: { thread: threadSchema.parse(await thread.json()), messages },
    headers: first.headers,
  }
}

export async function beginThread(title: string): Promise<void> {
  await request('/api/threads', { method: 'POST', json: { title } })
}

export async function deleteThread({ id }: Thread): Promise<void> {
  await request(`/api/threads/${id}`, { method: 'DELETE' })
}

export async function writeMessage(
  threadId: string,
  text: string,
  mutationId: string,
): Promise<void> {
  await request(`/api/threads/${threadId}/messages`, { method: 'POST', json: { text }, mutationId })
}

export async function deleteMessage(
  threadId: string,
  { id }: Message,
  mutationId: string,
): Promise<void> {
  await request(`/api/threads/${threadId}/messages/${id}`, { method: 'DELETE', mutationId })
}
