import type { JSX } from 'react'
import { saveContent } from '../../api/content'
import { Button } from '../../ui/Button'
import { formatBytes, formatMoment } from '../../ui/format'
import { RemoteImage } from '../../ui/RemoteImage'
import { useAction } from '../../ui/useAction'
import type { ExecutionDetail, NodeRun, Output } from './execution'
import { outputPath } from './executionApi'

export interface NodePanelProps {
  readonly execution: ExecutionDetail
  readonly node: NodeRun
}

/** What there is to say about a node, and what it made. */
export function NodePanel({ execution, node }: NodePanelProps): JSX.Element {
  const type = execution.graph.nodes.find(({ id }) => id === node.node_id)?.type
  return (
    <section className="detail__part" aria-label={`Node ${node.node_name}`}>
      <h2>{node.node_name}</h2>
      <p className="muted">
        {[type?.replaceAll('_', ' '), node.status, timeOf(node)].filter(Boolean).join(' · ')}
      </p>
      {typeof node.message === 'string' && <p className="form-error">{node.message}</p>}
      {node.output ? (
        <OutputView execution={execution} node={node} output={node.output} />
      ) : (
        <p className="muted">{isOver(node) ? 'No output.' : 'No output yet.'}</p>
      )}
    </section>
  )
}

function OutputView(props: NodePanelProps & { readonly output: Output }): JSX.Element {
  const { execution, node, output } = props
  const { isBusy, run } = useAction()
  const path = outputPath(execution.id, node.node_id)
  const { content_type: type, bytes, preview } = output
  return (
    <>
      <div className="output">
        <span className="muted break">
          {type} · {formatBytes(bytes)}
        </span>
        <Button
          look="quiet"
          icon="download"
          disabled={isBusy}
          aria-label={`Save the output of ${node.node_name}`}
          onClick={() => {
            run(() => saveContent(path, node.node_id + endingOf(type)), 'The output was not saved')
          }}
        >
          Save
        </Button>
      </div>
      {type.startsWith('image/png') && (
        <RemoteImage path={path} alt={`Output of ${node.node_name}`} className="output__image">
          <span className="muted">Loading…</span>
        </RemoteImage>
      )}
      {typeof preview === 'string' && preview !== '' && (
        <pre className="output__text" tabIndex={0} aria-label={`Output of ${node.node_name}`}>
          {preview}
        </pre>
      )}
    </>
  )
}

const ENDINGS: Readonly<Record<string, string>> = {
  'text/plain': '.txt',
  'application/json': '.json',
  'image/png': '.png',
}

function endingOf(type: string): string {
  return ENDINGS[type.split(';', 1)[0] ?? ''] ?? ''
}

function isOver({ status }: NodeRun): boolean {
  return status !== 'pending' && status !== 'running'
}

function timeOf({ started_at: start, ended_at: end }: NodeRun): string {
  if (!start) return ''
  if (!end) return `since ${formatMoment(start)}`
  return `${((Date.parse(end) - Date.parse(start)) / 1000).toFixed(1)} s`
}
