import type { ResourceChange } from 'tidings-client'
import { useResourceList, type ResourceListResult } from 'tidings-react'
import { newestFirst } from '../../api/newestFirst'
import { executionSchema, type Execution, type ExecutionDetail, type LogLine } from './execution'
import { loadExecution, loadExecutions, loadLog } from './executionApi'
import { applyMessageToExecution, applyMessageToLog, applyToExecution } from './executionMessages'

const DESTINATION = '/user/queue/executions'

const apply = newestFirst(executionSchema, (next, known) => next.version >= known.version)

/** The executions that the user may see, of one workflow or of all, newest first, kept current. */
export function useExecutions(workflowId?: string): ResourceListResult<readonly Execution[]> {
  return useResourceList({
    destination: DESTINATION,
    queryKey: workflowId === undefined ? ['executions'] : ['executions', { workflowId }],
    load: (signal) => loadExecutions(workflowId, signal),
    apply: (list, change) => (concerns(change, workflowId) ? apply(list, change) : list),
  })
}

/** One execution with its nodes, kept current; `null` once it was deleted. */
export function useExecution(id: string): ResourceListResult<ExecutionDetail | null> {
  return useResourceList<ExecutionDetail | null>({
    destination: topicOf(id),
    queryKey: ['execution', id],
    load: (signal) => loadExecution(id, signal),
    apply: applyToExecution,
    applyMessage: applyMessageToExecution,
  })
}

/** What was said during an execution, in order, kept current. */
export function useLog(id: string): ResourceListResult<readonly LogLine[]> {
  return useResourceList<readonly LogLine[]>({
    destination: topicOf(id),
    queryKey: ['execution_log', id],
    load: (signal) => loadLog(id, signal),
    apply: (lines) => lines,
    applyMessage: applyMessageToLog,
  })
}

function topicOf(id: string): string {
  return `/topic/executions/${id}`
}

function concerns({ event, resource }: ResourceChange, workflowId: string | undefined): boolean {
  // What is left of a deleted execution does not say whose it was.
  return workflowId === undefined || event === 'deleted' || resource.workflow_id === workflowId
}
