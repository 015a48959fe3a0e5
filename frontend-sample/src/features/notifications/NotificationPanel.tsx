import type { JSX } from 'react'
import { Button, IconButton } from '../../ui/Button'
import { formatMoment } from '../../ui/format'
import { Icon, type IconName } from '../../ui/Icon'
import { describeError } from '../../ui/notify'
import type { Notification } from './notification'
import { useNotifications, useNotificationWrites } from './useNotifications'

const ICONS: Readonly<Record<string, IconName>> = {
  job_completed: 'check',
  job_failed: 'alert',
  workspace_joined: 'users',
}

/** What the user is told of; shown as long as there is anything. */
export function NotificationPanel(): JSX.Element | null {
  const { value: notifications, error } = useNotifications()
  const { markAsRead } = useNotificationWrites()
  if (error && notifications === undefined) {
    return <p className="form-error">{describeError(error).join(' ')}</p>
  }
  if (notifications === undefined || notifications.length === 0) return null
  const unread = notifications.filter(({ read }) => !read)
  return (
    <section className="panel-section" aria-label="Notifications">
      <header className="panel-section__header">
        <h3>Notifications</h3>
        {unread.length > 1 && (
          <Button
            look="quiet"
            onClick={() => {
              unread.forEach(markAsRead)
            }}
          >
            Mark all as read
          </Button>
        )}
      </header>
      <ul className="cards">
        {notifications.map((notification) => (
          <NotificationCard key={notification.id} notification={notification} />
        ))}
      </ul>
    </section>
  )
}

function NotificationCard({ notification }: { notification: Notification }): JSX.Element {
  const { markAsRead, remove } = useNotificationWrites()
  const { kind, text, read, isPending, created_at: createdAt } = notification
  return (
    <li
      className={`card ${read ? 'card--cancelled' : ''}`}
      data-notification-id={notification.id}
      aria-busy={isPending}
    >
      <div className="card__top">
        <span className="card__icon">
          <Icon name={ICONS[kind] ?? 'activity'} size={18} />
        </span>
        <div className="card__text">
          <strong>{text}</strong>
          <span className="muted">
            {read ? 'Read' : 'New'} · {formatMoment(createdAt)}
          </span>
        </div>
        {read ? (
          <IconButton
            icon="trash"
            label={`Delete “${text}”`}
            onClick={() => {
              remove(notification)
            }}
          />
        ) : (
          <IconButton
            icon="check"
            label={`Mark “${text}” as read`}
            onClick={() => {
              markAsRead(notification)
            }}
          />
        )}
      </div>
    </li>
  )
}
