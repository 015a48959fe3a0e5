import type { JSX } from 'react'
import { IconButton } from '../../ui/Button'
import { formatMoment } from '../../ui/format'
import { Icon, type IconName } from '../../ui/Icon'
import { useAction } from '../../ui/useAction'
import { isUnfinished, type Execution } from './execution'
import { cancelExecution } from './executionApi'

const ICONS: Readonly<Record<Execution['status'], IconName>> = {
  queued: 'activity',
  running: 'activity',
  completed: 'check',
  failed: 'alert',
  cancelled: 'close',
}

export function ExecutionCard({ execution }: { execution: Execution }): JSX.Element {
  const { id, workflow_name: name, status, error } = execution
  return (
    <li className={`card card--${status}`} data-execution-id={id}>
      <div className="card__top">
        <span className="card__icon">
          <Icon name={ICONS[status]} size={18} />
        </span>
        <div className="card__text">
          <strong className="truncate">
            <a href={`#/executions/${id}`} title={name}>
              {name}
            </a>
          </strong>
          <span className="muted">{describe(execution)}</span>
        </div>
        {isUnfinished(execution) && <CancelButton execution={execution} />}
      </div>
      {isUnfinished(execution) && (
        <progress
          className="bar"
          aria-label={`Execution of ${name}`}
          max={100}
          value={execution.progress_percentage}
        />
      )}
      {typeof error === 'string' && <p className="card__error">{error}</p>}
    </li>
  )
}

function CancelButton({ execution }: { execution: Execution }): JSX.Element {
  const { isBusy, run } = useAction()
  return (
    <IconButton
      icon="close"
      label={`Cancel execution of ${execution.workflow_name}`}
      disabled={isBusy}
      onClick={() => {
        run(() => cancelExecution(execution), 'The execution could not be cancelled')
      }}
    />
  )
}

function describe({
  status,
  user,
  completed_nodes: completed,
  total_nodes: total,
  updated_at: updatedAt,
}: Execution): string {
  return `${status} · ${completed} of ${total} nodes · ${user} · ${formatMoment(updatedAt)}`
}
