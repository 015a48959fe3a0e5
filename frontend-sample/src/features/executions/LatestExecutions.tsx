import type { JSX } from 'react'
import { Loaded } from '../../ui/Loaded'
import { ExecutionCard } from './ExecutionCard'
import { useExecutions } from './useExecutions'

const SHOWN = 5

/** The executions that were started last, whichever workflow they are of. */
export function LatestExecutions(): JSX.Element {
  return (
    <section className="panel-section" aria-label="Latest executions">
      <header className="panel-section__header">
        <h2>Latest executions</h2>
        <a href="#/executions">All executions</a>
      </header>
      <Loaded from={useExecutions()}>
        {(executions) =>
          executions.length === 0 ? (
            <p className="muted panel-section__empty">No workflow was started yet.</p>
          ) : (
            <ul className="cards">
              {executions.slice(0, SHOWN).map((execution) => (
                <ExecutionCard key={execution.id} execution={execution} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}
