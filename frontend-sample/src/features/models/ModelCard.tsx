import type { JSX } from 'react'
import { IconButton } from '../../ui/Button'
import { formatBytes, formatMoment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { useAction } from '../../ui/useAction'
import type { Model } from './model'
import { deleteModel } from './modelApi'

export function ModelCard({ model }: { model: Model }): JSX.Element {
  const { isBusy, run } = useAction()
  const { id, repo_id: name, url, bytes, sha256, created_at: createdAt } = model
  return (
    <li className="card" data-model-id={id}>
      <div className="card__top">
        <span className="card__icon">
          <Icon name="archive" size={18} />
        </span>
        <div className="card__text">
          <strong className="truncate" title={url}>
            {name}
          </strong>
          <span className="muted">
            {formatBytes(bytes)} · {formatMoment(createdAt)}
          </span>
          <code className="muted truncate" title={sha256}>
            SHA-256 {sha256}
          </code>
        </div>
        <IconButton
          icon="trash"
          label={`Delete ${name}`}
          disabled={isBusy}
          onClick={() => {
            run(() => deleteModel(model), `“${name}” could not be deleted`)
          }}
        />
      </div>
    </li>
  )
}
