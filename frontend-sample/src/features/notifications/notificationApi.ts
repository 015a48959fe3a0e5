import type { LoadedList } from 'tidings-react'
import { z } from 'zod'
import { request } from '../../api/http'
import { notificationSchema, type Notification } from './notification'

const notificationsSchema = z.object({ items: z.array(notificationSchema) })

export async function loadNotifications(
  signal: AbortSignal,
): Promise<LoadedList<readonly Notification[]>> {
  const response = await request('/api/notifications', { signal })
  const { items } = notificationsSchema.parse(await response.json())
  return { value: items, headers: response.headers }
}

export async function markAsRead({ id }: Notification, mutationId: string): Promise<void> {
  await request(`/api/notifications/${id}`, { method: 'PUT', json: { read: true }, mutationId })
}

export async function deleteNotification({ id }: Notification, mutationId: string): Promise<void> {
  await request(`/api/notifications/${id}`, { method: 'DELETE', mutationId })
}
