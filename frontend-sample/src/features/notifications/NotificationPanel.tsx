import type { JSX } from 'react'
import { IconButton } from '../../ui/Button'
import { formatMoment } from '../../ui/format'
import { Icon, type IconName } from '../../ui/Icon'
import { describeError } from '../../ui/notices'
import { useAction } from '../../ui/useAction'
import type { Notification } from './notification'
import { deleteNotification, markAsRead } from './notificationApi'
import { useNotifications } from './useNotifications'

const ICONS: Readonly<Record<string, IconName>> = {
  job_completed: 'check',
  job_failed: 'alert',
  workspace_joined: 'users',
}

/** What the user is told of; shown as long as there is anything. */
export function NotificationPanel(): JSX.Element | null {
  const { value: notifications, error } = useNotifications()
  if (error && notifications === undefined) {
    return <p className="form-error">{describeError(error).join(' ')}</p>
  }
  if (notifications === undefined || notifications.length === 0) return null
  return (
    <section className="panel-section" aria-label="Notifications">
      <header className="panel-section__header">
        <h3>Notifications</h3>
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
  const { isBusy, run } = useAction()
  const change = (work: (of: Notification) => Promise<void>): void => {
    run(() => work(notification), 'The notification could not be changed')
  }
  const { kind, text, read, created_at: createdAt } = notification
  return (
    <li className={`card ${read ? 'card--cancelled' : ''}`} data-notification-id={notification.id}>
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
            disabled={isBusy}
            onClick={() => {
              change(deleteNotification)
            }}
          />
        ) : (
          <IconButton
            icon="check"
            label={`Mark “${text}” as read`}
            disabled={isBusy}
            onClick={() => {
              change(markAsRead)
            }}
          />
        )}
      </div>
    </li>
  )
}
