import { newestFirst } from '../../api/newestFirst'
import { notificationSchema } from './notification'

/** Puts one change of `/user/queue/notifications` into the list. */
export const applyToNotifications = newestFirst(notificationSchema)
