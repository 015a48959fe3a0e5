import { useState, type JSX, type ReactNode } from 'react'
import { useTidingsClient } from 'tidings-react'
import { Button } from '../../ui/Button'
import { formatMoment } from '../../ui/format'
import { GraphView } from '../../ui/graph'
import { Loaded } from '../../ui/Loaded'
import { PageHeader } from '../../ui/PageHeader'
import { useAction } from '../../ui/useAction'
import { NotHere } from '../../ui/NotHere'
import { useWorkflow } from './useWorkflows'
import { settingsOf, wordsOf, type WorkflowDetail, type WorkflowNode } from './workflow'
import { editWorkflow } from './workflowApi'
import { WorkflowDialog } from './WorkflowDialog'

export interface WorkflowPageProps {
  readonly id: string
  /** Starts the workflow, and leads to what becomes of it. */
  readonly onStart: (workflowId: string) => Promise<void>
  /** What became of it when it was started before. */
  readonly executions: ReactNode
}

/** One workflow: what its nodes do, and in which order. */
export function WorkflowPage({ id, onStart, executions }: WorkflowPageProps): JSX.Element {
  const workflow = useWorkflow(id)
  return (
    <>
      <PageHeader
        title={workflow.value?.name ?? 'Workflow'}
        parent={{ title: 'Workflows', href: '#/workflows' }}
      >
        {workflow.value && <Tools workflow={workflow.value} onStart={onStart} />}
      </PageHeader>
      <Loaded
        from={workflow}
        missing={<NotHere icon="workflow" kind="workflow" href="#/workflows" />}
      >
        {(found) =>
          found === null ? (
            <NotHere icon="workflow" kind="workflow" href="#/workflows" />
          ) : (
            <>
              <Definition workflow={found} />
              {executions}
            </>
          )
        }
      </Loaded>
    </>
  )
}

interface ToolsProps {
  readonly workflow: WorkflowDetail
  readonly onStart: (workflowId: string) => Promise<void>
}

function Tools({ workflow, onStart }: ToolsProps): JSX.Element {
  const client = useTidingsClient()
  const { isBusy, run } = useAction()
  // What was there when the dialog was opened: a change of somebody else meanwhile must not be overwritten.
  const [edited, setEdited] = useState<WorkflowDetail>()
  return (
    <>
      <Button
        icon="pencil"
        onClick={() => {
          setEdited(workflow)
        }}
      >
        Edit
      </Button>
      <Button
        look="primary"
        icon="play"
        disabled={isBusy}
        onClick={() => {
          run(() => onStart(workflow.id), `“${workflow.name}” could not be started`)
        }}
      >
        Start
      </Button>
      {edited && (
        <WorkflowDialog
          title={`Edit “${edited.name}”`}
          action="Save"
          initial={edited}
          onSubmit={(name, graph) => editWorkflow(edited, name, graph)}
          onClose={() => {
            setEdited(undefined)
            client.refresh()
          }}
        />
      )}
    </>
  )
}

function Definition({ workflow }: { workflow: WorkflowDetail }): JSX.Element {
  const { graph, name, author, current_version: version, updated_at: updatedAt } = workflow
  const [chosen, setChosen] = useState<string>()
  const shown = graph.nodes.find(({ id }) => id === chosen)
  return (
    <div className="detail">
      <p className="muted">
        {graph.nodes.length} nodes · version {version} · {author} · {formatMoment(updatedAt)}
      </p>
      <GraphView
        label={`Graph of ${name}`}
        edges={graph.edges}
        steps={graph.nodes.map((node) => ({
          id: node.id,
          name: node.name,
          detail: wordsOf(node.type),
        }))}
        selected={chosen}
        onSelect={setChosen}
      />
      {shown && <NodeSettings node={shown} />}
    </div>
  )
}

function NodeSettings({ node }: { node: WorkflowNode }): JSX.Element {
  const settings = settingsOf(node)
  return (
    <section className="detail__part" aria-label={`Node ${node.name}`}>
      <h2>{node.name}</h2>
      <p className="muted">{wordsOf(node.type)}</p>
      {settings.length > 0 && (
        <dl className="facts">
          {settings.map(([key, value]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd className="break">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
