import type { JSX } from 'react'
import { Loaded } from '../../ui/Loaded'
import { ExecutionCard } from './ExecutionCard'
import { useExecutions } from './useExecutions'

/** The executions of a workflow. */
export function ExecutionList({ workflowId }: { workflowId: string }): JSX.Element {
  return (
    <section className="panel-section" aria-label="Executions">
      <header className="panel-section__header">
        <h2>Executions</h2>
      </header>
      <Loaded from={useExecutions(workflowId)}>
        {(executions) =>
          executions.length === 0 ? (
            <p className="muted panel-section__empty">Not started yet.</p>
          ) : (
            <ul className="cards">
              {executions.map((execution) => (
                <ExecutionCard key={execution.id} execution={execution} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}
