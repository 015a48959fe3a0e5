export { NotificationPanel } from './NotificationPanel'
export { useNotifications } from './useNotifications'
