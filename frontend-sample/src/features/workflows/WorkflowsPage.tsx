import { useState, type JSX } from 'react'
import { useTidingsClient } from 'tidings-react'
import { Button, IconButton } from '../../ui/Button'
import { formatMoment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { ListPage } from '../../ui/ListPage'
import { useAction } from '../../ui/useAction'
import { ExecutionList, startExecution } from '../executions'
import { NewWorkflowDialog } from './NewWorkflowDialog'
import { useWorkflows } from './useWorkflows'
import type { Workflow } from './workflow'
import { deleteWorkflow } from './workflowApi'

/** Workflows, and what became of them when they were started. */
export function WorkflowsPage(): JSX.Element {
  const client = useTidingsClient()
  const { value: workflows, error } = useWorkflows()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <ListPage
        title="Workflows"
        icon="code"
        action="New workflow"
        onAction={() => {
          setAsking(true)
        }}
        cards={workflows?.map((workflow) => (
          <WorkflowCard key={workflow.id} workflow={workflow} />
        ))}
        error={error}
        hint="Those of your workspaces appear here by themselves."
      />
      <ExecutionList />
      {isAsking && (
        <NewWorkflowDialog
          onClose={() => {
            setAsking(false)
            client.refresh()
          }}
        />
      )}
    </>
  )
}

function WorkflowCard({ workflow }: { workflow: Workflow }): JSX.Element {
  const { isBusy, run } = useAction()
  const { id, name, author, node_count: nodes, current_version: version } = workflow
  return (
    <li className="card" data-workflow-id={id}>
      <div className="card__top">
        <span className="card__icon">
          <Icon name="code" size={18} />
        </span>
        <div className="card__text">
          <strong className="truncate" title={name}>
            {name}
          </strong>
          <span className="muted">
            {nodes} nodes · version {version} · {author} · {formatMoment(workflow.updated_at)}
          </span>
        </div>
        <Button
          disabled={isBusy}
          aria-label={`Start ${name}`}
          onClick={() => {
            run(() => startExecution(id), `“${name}” could not be started`)
          }}
        >
          Start
        </Button>
        <IconButton
          icon="trash"
          label={`Delete ${name}`}
          disabled={isBusy}
          onClick={() => {
            run(() => deleteWorkflow(workflow), `“${name}” could not be deleted`)
          }}
        />
      </div>
    </li>
  )
}
