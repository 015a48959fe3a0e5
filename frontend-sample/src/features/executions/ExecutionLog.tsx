import { useLayoutEffect, useRef, type JSX } from 'react'
import { Loaded } from '../../ui/Loaded'
import type { ExecutionDetail, LogLine } from './execution'
import { useLog } from './useExecutions'

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' })

/** What was said during an execution. */
export function ExecutionLog({ execution }: { execution: ExecutionDetail }): JSX.Element {
  const names = new Map(execution.nodes.map(({ node_id: id, node_name: name }) => [id, name]))
  return (
    <section className="detail__part" aria-label="Log">
      <h2>Log</h2>
      <Loaded from={useLog(execution.id)}>
        {(lines) => <Lines lines={lines} names={names} />}
      </Loaded>
    </section>
  )
}

interface LinesProps {
  readonly lines: readonly LogLine[]
  readonly names: ReadonlyMap<string, string>
}

/** How near to its end a log has to be for it to follow what is new. */
const NEAR = 40

function Lines({ lines, names }: LinesProps): JSX.Element {
  const list = useRef<HTMLOListElement>(null)
  const isFollowing = useRef(true)
  useLayoutEffect(() => {
    if (isFollowing.current) list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [lines])
  if (lines.length === 0) return <p className="muted">Nothing was said yet.</p>
  return (
    <ol
      ref={list}
      className="log"
      tabIndex={0}
      aria-label="Lines"
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        isFollowing.current = scrollTop + clientHeight > scrollHeight - NEAR
      }}
    >
      {lines.map(({ number, timestamp, severity, node_id: nodeId, content }) => (
        <li key={number} className={`log__line log__line--${severity}`}>
          <time dateTime={timestamp}>{TIME.format(new Date(timestamp))}</time>
          <span className="break">
            {severity !== 'info' && `${severity} · `}
            {nodeId && <strong>{names.get(nodeId) ?? nodeId}: </strong>}
            {content}
          </span>
        </li>
      ))}
    </ol>
  )
}
