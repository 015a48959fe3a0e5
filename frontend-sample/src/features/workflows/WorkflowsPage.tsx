import { useState, type JSX } from 'react'
import { useTidingsClient } from 'tidings-react'
import { Button, IconButton } from '../../ui/Button'
import { formatMoment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { ListPage } from '../../ui/ListPage'
import { useAction } from '../../ui/useAction'
import { useWorkflows } from './useWorkflows'
import type { Workflow } from './workflow'
import { createWorkflow, deleteWorkflow } from './workflowApi'
import { WorkflowDialog } from './WorkflowDialog'

export interface WorkflowsPageProps {
  /** Starts a workflow, and leads to what becomes of it. */
  readonly onStart: (workflowId: string) => Promise<void>
}

/** The workflows that there are, and a way to start them. */
export function WorkflowsPage({ onStart }: WorkflowsPageProps): JSX.Element {
  const client = useTidingsClient()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <ListPage
        title="Workflows"
        icon="workflow"
        action="New workflow"
        onAction={() => {
          setAsking(true)
        }}
        list={useWorkflows()}
        card={(workflow) => (
          <WorkflowCard key={workflow.id} workflow={workflow} onStart={onStart} />
        )}
        hint="Those of your workspaces appear here by themselves."
      />
      {isAsking && (
        <WorkflowDialog
          title="New workflow"
          action="Create"
          onSubmit={createWorkflow}
          onClose={() => {
            setAsking(false)
            client.refresh()
          }}
        />
      )}
    </>
  )
}

function WorkflowCard({
  workflow,
  onStart,
}: WorkflowsPageProps & { readonly workflow: Workflow }): JSX.Element {
  const { isBusy, run } = useAction()
  const { id, name, author, node_count: nodes, current_version: version } = workflow
  return (
    <li className="card" data-workflow-id={id}>
      <div className="card__top">
        <span className="card__icon">
          <Icon name="workflow" size={18} />
        </span>
        <div className="card__text">
          <strong className="truncate">
            <a href={`#/workflows/${id}`} title={name}>
              {name}
            </a>
          </strong>
          <span className="muted">
            {nodes} nodes · version {version} · {author} · {formatMoment(workflow.updated_at)}
          </span>
        </div>
        <Button
          disabled={isBusy}
          aria-label={`Start ${name}`}
          onClick={() => {
            run(() => onStart(id), `“${name}” could not be started`)
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
