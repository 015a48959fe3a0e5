import type { JSX } from 'react'
import { Button, IconButton } from '../../ui/Button'
import { formatBytes, formatMoment } from '../../ui/format'
import { Icon, type IconName } from '../../ui/Icon'
import { useAction } from '../../ui/useAction'
import { formatSeconds, isResumable, isUnfinished, secondsLeft, type Download } from './download'
import { cancelDownload, resumeDownload } from './modelApi'

const ICONS: Readonly<Record<Download['status'], IconName>> = {
  pending: 'download',
  running: 'download',
  completed: 'check',
  error: 'alert',
  cancelled: 'close',
}

export function DownloadCard({ download }: { download: Download }): JSX.Element {
  const { isBusy, run } = useAction()
  const { id, repo_id: name, url, status, error } = download
  return (
    <li className={`card card--${status === 'error' ? 'failed' : status}`} data-download-id={id}>
      <div className="card__top">
        <span className="card__icon">
          <Icon name={ICONS[status]} size={18} />
        </span>
        <div className="card__text">
          <strong className="truncate" title={url}>
            {name}
          </strong>
          <span className="muted">{describe(download)}</span>
        </div>
        {isUnfinished(download) && (
          <IconButton
            icon="close"
            label={`Cancel download of ${name}`}
            disabled={isBusy}
            onClick={() => {
              run(() => cancelDownload(download), 'The download could not be cancelled')
            }}
          />
        )}
        {isResumable(download) && (
          <Button
            disabled={isBusy}
            aria-label={`Resume download of ${name}`}
            onClick={() => {
              run(() => resumeDownload(download), 'The download could not be resumed')
            }}
          >
            {download.downloaded_bytes > 0 ? 'Resume' : 'Try again'}
          </Button>
        )}
      </div>
      {isUnfinished(download) && <DownloadProgress download={download} />}
      {typeof error === 'string' && <p className="card__error">{error}</p>}
    </li>
  )
}

function DownloadProgress({ download }: { download: Download }): JSX.Element {
  const { repo_id: name, downloaded_bytes: done, total_bytes: total } = download
  const label = `Download of ${name}`
  // Without a value the bar shows work of unknown length.
  if (typeof total !== 'number') return <progress className="bar" aria-label={label} />
  return <progress className="bar" aria-label={label} max={Math.max(1, total)} value={done} />
}

function describe(download: Download): string {
  const { status, speed, updated_at: updatedAt } = download
  switch (status) {
    case 'pending':
      return 'waiting'
    case 'running': {
      const left = secondsLeft(download)
      return [
        bytesOf(download),
        speed === undefined ? '' : `${formatBytes(speed)}/s`,
        left === undefined ? '' : `${formatSeconds(left)} left`,
      ]
        .filter(Boolean)
        .join(' · ')
    }
    case 'completed':
      return `completed · ${formatBytes(download.downloaded_bytes)} · ${formatMoment(updatedAt)}`
    case 'error':
      return `failed · ${bytesOf(download)} · ${formatMoment(updatedAt)}`
    case 'cancelled':
      return `cancelled · ${bytesOf(download)} · ${formatMoment(updatedAt)}`
  }
}

function bytesOf({ downloaded_bytes: done, total_bytes: total }: Download): string {
  return typeof total === 'number'
    ? `${formatBytes(done)} of ${formatBytes(total)}`
    : formatBytes(done)
}
