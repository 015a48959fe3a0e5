import type { LoadedList } from 'tidings-react'
import { z } from 'zod'
import { request } from '../../api/http'
import { executionSchema, type Execution } from './execution'

const executionsSchema = z.object({ items: z.array(executionSchema) })

export async function loadExecutions(
  signal: AbortSignal,
): Promise<LoadedList<readonly Execution[]>> {
  const response = await request('/api/executions', { signal })
  const { items } = executionsSchema.parse(await response.json())
  return { value: items, headers: response.headers }
}

export async function startExecution(workflowId: string): Promise<void> {
  await request('/api/executions', { method: 'POST', json: { workflow_id: workflowId } })
}

export async function cancelExecution({ id }: Execution): Promise<void> {
  await request(`/api/executions/${id}`, { method: 'DELETE' })
}
