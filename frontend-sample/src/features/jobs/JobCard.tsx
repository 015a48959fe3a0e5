import type { JSX } from 'react'
import { IconButton } from '../../ui/Button'
import { formatBytes, formatMoment } from '../../ui/format'
import { Icon, type IconName } from '../../ui/Icon'
import { notify, notifyError } from '../../ui/notify'
import { useAction } from '../../ui/useAction'
import { failureOf, isActive, type Job } from './job'
import { cancelJob } from './jobApi'

const ICONS: Readonly<Record<Job['status'], IconName>> = {
  queued: 'hash',
  running: 'hash',
  completed: 'check',
  failed: 'alert',
  cancelled: 'close',
}

export function JobCard({ job }: { job: Job }): JSX.Element {
  const name = job.asset_name ?? 'a deleted file'
  return (
    <li className={`card card--${job.status}`} data-job-id={job.id}>
      <div className="card__top">
        <span className="card__icon">
          <Icon name={ICONS[job.status]} size={18} />
        </span>
        <div className="card__text">
          <strong className="truncate" title={name}>
            {name}
          </strong>
          <span className="muted">{describe(job)}</span>
        </div>
        {isActive(job) && <CancelButton job={job} name={name} />}
      </div>
      {isActive(job) && <JobProgress job={job} name={name} />}
      {job.status === 'failed' && <p className="card__error">{failureOf(job)}</p>}
      {job.result && <Checksum sha256={job.result.sha256} />}
    </li>
  )
}

function JobProgress({ job, name }: { job: Job; name: string }): JSX.Element {
  const label = `Checksum of ${name}`
  // Without a value the bar shows work of unknown length, which is what a queued job is.
  if (job.status === 'queued') return <progress className="bar" aria-label={label} />
  return <progress className="bar" aria-label={label} max={1} value={job.progress ?? 0} />
}

function CancelButton({ job, name }: { job: Job; name: string }): JSX.Element {
  const { isBusy, run } = useAction()
  return (
    <IconButton
      icon="close"
      label={`Cancel checksum of ${name}`}
      disabled={isBusy}
      onClick={() => {
        run(() => cancelJob(job), 'The job could not be cancelled')
      }}
    />
  )
}

function Checksum({ sha256 }: { sha256: string }): JSX.Element {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(sha256)
      notify('success', 'Checksum copied')
    } catch (error) {
      notifyError('The checksum could not be copied', error)
    }
  }
  return (
    <div className="checksum">
      <span className="checksum__label">SHA-256</span>
      <code className="checksum__value" title={sha256}>
        {sha256}
      </code>
      <IconButton icon="copy" label="Copy checksum" onClick={() => void copy()} />
    </div>
  )
}

function describe(job: Job): string {
  switch (job.status) {
    case 'queued':
      return 'Checksum · queued'
    case 'running':
      return [percentOf(job), bytesOf(job)].filter(Boolean).join(' · ')
    case 'completed':
      return `Checksum · ${summaryOf(job)}${formatMoment(job.updated_at)}`
    case 'failed':
      return `Checksum failed · ${formatMoment(job.updated_at)}`
    case 'cancelled':
      return `Checksum cancelled · ${formatMoment(job.updated_at)}`
  }
}

function percentOf({ progress }: Job): string {
  return `${Math.floor((progress ?? 0) * 100)}%`
}

function bytesOf({ bytes_done: done, bytes_total: total }: Job): string {
  if (typeof done !== 'number' || typeof total !== 'number') return ''
  return `${formatBytes(done)} of ${formatBytes(total)}`
}

function summaryOf({ result }: Job): string {
  const files = result?.files ?? 1
  const bytes = typeof result?.bytes === 'number' ? `${formatBytes(result.bytes)} · ` : ''
  return files > 1 ? `${files} files · ${bytes}` : bytes
}
