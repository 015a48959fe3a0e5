import type { ResourceChange } from 'tidings-client'
import { notificationSchema, type Notification } from './notification'

/** Puts one change of `/user/queue/notifications` into the list, newest first. */
export function applyToNotifications(
  notifications: readonly Notification[],
  change: ResourceChange,
): readonly Notification[] {
  const { id } = change.resource
  if (change.event === 'deleted') return notifications.filter((known) => known.id !== id)
  const notification = notificationSchema.parse(change.resource)
  if (!notifications.some((known) => known.id === id)) return [notification, ...notifications]
  return notifications.map((known) => (known.id === id ? notification : known))
}
