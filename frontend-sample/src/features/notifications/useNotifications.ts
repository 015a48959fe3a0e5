import { useResourceList, type ResourceListResult } from 'tidings-react'
import type { Notification } from './notification'
import { loadNotifications } from './notificationApi'
import { applyToNotifications } from './notificationList'

const DESTINATION = '/user/queue/notifications'

/** What the user is told of, newest first, kept current. */
export function useNotifications(): ResourceListResult<readonly Notification[]> {
  return useResourceList({
    destination: DESTINATION,
    queryKey: ['notifications'],
    load: loadNotifications,
    apply: applyToNotifications,
  })
}
