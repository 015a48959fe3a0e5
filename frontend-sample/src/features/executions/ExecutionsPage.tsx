import type { JSX } from 'react'
import { ListPage } from '../../ui/ListPage'
import { ExecutionCard } from './ExecutionCard'
import { useExecutions } from './useExecutions'

/** What became of workflows when they were started. */
export function ExecutionsPage(): JSX.Element {
  return (
    <ListPage
      title="Executions"
      icon="play"
      list={useExecutions()}
      card={(execution) => <ExecutionCard key={execution.id} execution={execution} />}
      hint="Start a workflow, and follow it here."
    />
  )
}
