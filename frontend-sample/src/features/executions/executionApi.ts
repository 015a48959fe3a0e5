import type { LoadedList } from 'tidings-react'
import { z } from 'zod'
import { request } from '../../api/http'
import {
  executionDetailSchema,
  executionSchema,
  logLineSchema,
  type Execution,
  type ExecutionDetail,
  type LogLine,
} from './execution'

const executionsSchema = z.object({ items: z.array(executionSchema) })

const linesSchema = z.object({ items: z.array(logLineSchema) })

const LINES = 1000

/** Loads the newest executions, of one workflow or of all. */
export async function loadExecutions(
  workflowId: string | undefined,
  signal: AbortSignal,
): Promise<LoadedList<readonly Execution[]>> {
  const query = new URLSearchParams(workflowId === undefined ? {} : { workflow_id: workflowId })
  const response = await request(`/api/executions?${query.toString()}`, { signal })
  const { items } = executionsSchema.parse(await response.json())
  return { value: items, headers: response.headers }
}

export async function loadExecution(
  id: string,
  signal: AbortSignal,
): Promise<LoadedList<ExecutionDetail>> {
  const response = await request(`/api/executions/${id}`, { signal })
  return { value: executionDetailSchema.parse(await response.json()), headers: response.headers }
}

/** Loads all pages of a log. The first page's headers count: what is said later comes as messages. */
export async function loadLog(
  id: string,
  signal: AbortSignal,
): Promise<LoadedList<readonly LogLine[]>> {
  const readAfter = (last: number): Promise<Response> =>
    request(`/api/executions/${id}/logs?limit=${LINES}&after=${last}`, { signal })
  const first = await readAfter(0)
  let page = linesSchema.parse(await first.json()).items
  const lines = [...page]
  while (page.length === LINES) {
    const response = await readAfter(lines.at(-1)?.number ?? 0)
    page = linesSchema.parse(await response.json()).items
    lines.push(...page)
  }
  return { value: lines, headers: first.headers }
}

/** Starts a workflow as it is, and returns the id of the execution. */
export async function startExecution(workflowId: string): Promise<string> {
  const response = await request('/api/executions', {
    method: 'POST',
    json: { workflow_id: workflowId },
  })
  return executionSchema.parse(await response.json()).id
}

export async function cancelExecution({ id }: Execution): Promise<void> {
  await request(`/api/executions/${id}`, { method: 'DELETE' })
}

/** Where the output of a node is. */
export function outputPath(executionId: string, nodeId: string): string {
  return `/api/executions/${executionId}/nodes/${nodeId}/output`
}
