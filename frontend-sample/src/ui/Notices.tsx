import { useSyncExternalStore, type JSX } from 'react'
import { IconButton } from './Button'
import { Icon, type IconName } from './Icon'
import { dismiss, noticeStore, type Notice } from './notify'

const ICONS: Readonly<Record<Notice['tone'], IconName>> = {
  info: 'activity',
  success: 'check',
  error: 'alert',
}

export function Notices(): JSX.Element {
  const notices = useSyncExternalStore(noticeStore.subscribe, noticeStore.getSnapshot)
  return (
    <section className="notices" aria-label="Messages" aria-live="polite">
      {notices.map((notice) => (
        <div
          key={notice.id}
          className={`notice notice--${notice.tone}`}
          role={notice.tone === 'error' ? 'alert' : undefined}
        >
          <Icon name={ICONS[notice.tone]} />
          <div className="notice__text">
            <strong>{notice.title}</strong>
            {notice.details.map((detail) => (
              <span key={detail}>{detail}</span>
            ))}
          </div>
          <IconButton
            icon="close"
            label="Dismiss"
            onClick={() => {
              dismiss(notice.id)
            }}
          />
        </div>
      ))}
    </section>
  )
}
