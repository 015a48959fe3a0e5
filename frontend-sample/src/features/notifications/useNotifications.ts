import { optimisticEdit, useResourceList, type ResourceListResult } from 'tidings-react'
import { useWrite } from '../../ui/useWrite'
import type { Notification } from './notification'
import { deleteNotification, loadNotifications, markAsRead } from './notificationApi'
import { applyToNotifications } from './notificationList'

const DESTINATION = '/user/queue/notifications'

const QUERY_KEY = ['notifications']

/** What the user is told of, newest first, kept current. */
export function useNotifications(): ResourceListResult<readonly Notification[]> {
  return useResourceList({
    destination: DESTINATION,
    queryKey: QUERY_KEY,
    load: loadNotifications,
    apply: applyToNotifications,
  })
}

/** What can be done with a notification, shown at once. */
export interface NotificationWrites {
  readonly markAsRead: (notification: Notification) => void
  readonly remove: (notification: Notification) => void
}

export function useNotificationWrites(): NotificationWrites {
  return {
    markAsRead: useWrite({
      send: markAsRead,
      optimistic: ({ id }: Notification) => [
        optimisticEdit<readonly Notification[]>(QUERY_KEY, (list) =>
          list.map((one) =>
            one.id === id && !one.read ? { ...one, read: true, isPending: true } : one,
          ),
        ),
      ],
      failed: ({ text }) => `“${text}” could not be marked as read`,
    }),
    remove: useWrite({
      send: deleteNotification,
      optimistic: ({ id }: Notification) => [
        optimisticEdit<readonly Notification[]>(QUERY_KEY, (list) =>
          list.filter((one) => one.id !== id),
        ),
      ],
      failed: ({ text }) => `“${text}” could not be deleted`,
    }),
  }
}
