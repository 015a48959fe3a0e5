import { useSyncExternalStore, type JSX } from 'react'
import { isUnderWay, UploadList, type Uploads } from '../features/assets'
import { isActive, JobPanel, useJobs } from '../features/jobs'
import { NotificationPanel, useNotifications } from '../features/notifications'
import { IconButton } from '../ui/Button'
import { Icon } from '../ui/Icon'

export interface ActivityPanelProps {
  readonly uploads: Uploads
  readonly onClose: () => void
}

/** What goes on beside the page. */
export function ActivityPanel({ uploads, onClose }: ActivityPanelProps): JSX.Element {
  return (
    <aside className="panel" aria-label="Activity">
      <header className="panel__header">
        <h2>Activity</h2>
        <IconButton icon="close" label="Close activity" onClick={onClose} />
      </header>
      <UploadList uploads={uploads} />
      <NotificationPanel />
      <JobPanel />
    </aside>
  )
}

export interface ActivityButtonProps {
  readonly uploads: Uploads
  readonly isOpen: boolean
  readonly onToggle: () => void
}

export function ActivityButton({ uploads, isOpen, onToggle }: ActivityButtonProps): JSX.Element {
  return (
    <button type="button" className="side__link" aria-expanded={isOpen} onClick={onToggle}>
      <Icon name="activity" />
      <span>Activity</span>
      <ActivityCount uploads={uploads} />
    </button>
  )
}

function ActivityCount({ uploads }: { uploads: Uploads }): JSX.Element | null {
  const files = useSyncExternalStore(uploads.store.subscribe, uploads.store.getSnapshot)
  const { value: jobs = [] } = useJobs()
  const { value: notifications = [] } = useNotifications()
  const underWay = files.filter(isUnderWay).length + jobs.filter(isActive).length
  const unread = notifications.filter(({ read }) => !read).length
  const count = underWay + unread
  return count === 0 ? null : (
    <span className="side__count" aria-label={`${underWay} under way, ${unread} new`}>
      {count}
    </span>
  )
}
