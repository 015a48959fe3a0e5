import { useState, type JSX } from 'react'
import { Button } from '../../ui/Button'
import { formatMoment } from '../../ui/format'
import { GraphView, type Step } from '../../ui/graph'
import { Loaded } from '../../ui/Loaded'
import { PageHeader } from '../../ui/PageHeader'
import { useAction } from '../../ui/useAction'
import { NotHere } from '../../ui/NotHere'
import { isUnfinished, type ExecutionDetail, type NodeRun } from './execution'
import { cancelExecution } from './executionApi'
import { ExecutionLog } from './ExecutionLog'
import { NodePanel } from './NodePanel'
import { useExecution } from './useExecutions'

/** One execution: its graph, whose nodes show where they stand, what they made, and what was said. */
export function ExecutionPage({ id }: { id: string }): JSX.Element {
  const execution = useExecution(id)
  return (
    <>
      <PageHeader
        title={execution.value?.workflow_name ?? 'Execution'}
        parent={{ title: 'Executions', href: '#/executions' }}
      >
        {execution.value && <Tools execution={execution.value} />}
      </PageHeader>
      <Loaded
        from={execution}
        missing={<NotHere icon="play" kind="execution" href="#/executions" />}
      >
        {(found) =>
          found === null ? (
            <NotHere icon="play" kind="execution" href="#/executions" />
          ) : (
            <Run execution={found} />
          )
        }
      </Loaded>
    </>
  )
}

function Tools({ execution }: { execution: ExecutionDetail }): JSX.Element {
  const { isBusy, run } = useAction()
  return (
    <>
      <a className="button button--plain" href={`#/workflows/${execution.workflow_id}`}>
        Workflow
      </a>
      {isUnfinished(execution) && (
        <Button
          look="danger"
          icon="close"
          disabled={isBusy}
          onClick={() => {
            run(() => cancelExecution(execution), 'The execution could not be cancelled')
          }}
        >
          Cancel
        </Button>
      )}
    </>
  )
}

function Run({ execution }: { execution: ExecutionDetail }): JSX.Element {
  const [chosen, setChosen] = useState<string>()
  const shown = execution.nodes.find(({ node_id: id }) => id === chosen) ?? mostRecent(execution)
  return (
    <div className="detail">
      <div className="detail__summary">
        <p className={`status status--${execution.status}`} role="status">
          {statusOf(execution)}
        </p>
        <progress
          className="bar"
          aria-label={`Execution of ${execution.workflow_name}`}
          max={100}
          value={execution.progress_percentage}
        />
        {typeof execution.error === 'string' && <p className="form-error">{execution.error}</p>}
      </div>
      <GraphView
        label={`Graph of ${execution.workflow_name}`}
        edges={execution.graph.edges}
        steps={execution.nodes.map(stepOf)}
        selected={shown?.node_id}
        onSelect={setChosen}
      />
      <div className="detail__columns">
        {shown && <NodePanel execution={execution} node={shown} />}
        <ExecutionLog execution={execution} />
      </div>
    </div>
  )
}

/** The node that has something new to show. */
function mostRecent({ nodes }: ExecutionDetail): NodeRun | undefined {
  const failed = nodes.find(({ status }) => status === 'failed')
  const running = nodes.find(({ status }) => status === 'running')
  return failed ?? running ?? nodes.findLast(({ status }) => status === 'completed') ?? nodes[0]
}

function statusOf(execution: ExecutionDetail): string {
  const { status, completed_nodes: done, total_nodes: total, user } = execution
  const when = isUnfinished(execution)
    ? `since ${formatMoment(execution.created_at)}`
    : formatMoment(execution.updated_at)
  return `${status} · ${done} of ${total} nodes · ${when} · started by ${user}`
}

function stepOf({ node_id: id, node_name: name, status, progress }: NodeRun): Step {
  const share =
    progress?.total === undefined ? undefined : progress.done / Math.max(1, progress.total)
  const detail = share === undefined ? status : `${status}, ${Math.floor(share * 100)}%`
  return { id, name, status, share, detail }
}
