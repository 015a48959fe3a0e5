import { useSyncExternalStore, type JSX } from 'react'
import { Button, IconButton } from '../../ui/Button'
import { formatBytes } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { isUnderWay, type Upload, type Uploads } from './uploads'

export function UploadList({ uploads }: { uploads: Uploads }): JSX.Element | null {
  const list = useSyncExternalStore(uploads.store.subscribe, uploads.store.getSnapshot)
  if (list.length === 0) return null
  return (
    <section className="panel-section" aria-label="Uploads">
      <header className="panel-section__header">
        <h3>Uploads</h3>
        {list.some((upload) => !isUnderWay(upload)) && (
          <Button
            look="quiet"
            onClick={() => {
              uploads.clearEnded()
            }}
          >
            Clear
          </Button>
        )}
      </header>
      <ul className="cards">
        {list.map((upload) => (
          <UploadCard key={upload.id} upload={upload} uploads={uploads} />
        ))}
      </ul>
    </section>
  )
}

function UploadCard({ upload, uploads }: { upload: Upload; uploads: Uploads }): JSX.Element {
  const { state } = upload
  return (
    <li className={`card card--${state.status}`}>
      <div className="card__top">
        <span className="card__icon">
          <Icon name={state.status === 'done' ? 'check' : 'upload'} size={18} />
        </span>
        <div className="card__text">
          <strong className="truncate" title={upload.name}>
            {upload.name}
          </strong>
          <span className="muted">{describe(upload)}</span>
        </div>
        {isUnderWay(upload) && (
          <IconButton
            icon="close"
            label={`Cancel upload of ${upload.name}`}
            onClick={() => {
              uploads.cancel(upload.id)
            }}
          />
        )}
      </div>
      {state.status === 'sending' && (
        <progress
          className="bar"
          aria-label={`Upload of ${upload.name}`}
          max={Math.max(1, state.total)}
          value={state.sent}
        />
      )}
      {state.status === 'failed' &&
        state.reasons.map((reason) => (
          <p key={reason} className="card__error">
            {reason}
          </p>
        ))}
    </li>
  )
}

function describe({ state, size, folderName }: Upload): string {
  switch (state.status) {
    case 'waiting':
      return 'Waiting'
    case 'sending':
      return state.sent < state.total
        ? `${formatBytes(state.sent)} of ${formatBytes(state.total)}`
        : 'Storing…'
    case 'done':
      return `${formatBytes(size)} · in ${folderName}`
    case 'cancelled':
      return 'Cancelled'
    case 'failed':
      return 'Not uploaded'
  }
}
