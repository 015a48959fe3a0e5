import type { LoadedList } from 'tidings-react'
import { z } from 'zod'
import { request } from '../../api/http'
import {
  workflowDetailSchema,
  workflowSchema,
  type Workflow,
  type WorkflowDetail,
} from './workflow'

const workflowsSchema = z.object({ items: z.array(workflowSchema) })

export async function loadWorkflows(signal: AbortSignal): Promise<LoadedList<readonly Workflow[]>> {
  const response = await request('/api/workflows', { signal })
  const { items } = workflowsSchema.parse(await response.json())
  return { value: items, headers: response.headers }
}

export async function loadWorkflow(
  id: string,
  signal: AbortSignal,
): Promise<LoadedList<WorkflowDetail>> {
  const response = await request(`/api/workflows/${id}`, { signal })
  return { value: workflowDetailSchema.parse(await response.json()), headers: response.headers }
}

export async function createWorkflow(name: string, graph: unknown): Promise<void> {
  await request('/api/workflows', { method: 'POST', json: { name, graph } })
}

/** Gives a workflow another name and graph, unless somebody else has changed it meanwhile. */
export async function editWorkflow(
  { id, etag }: WorkflowDetail,
  name: string,
  graph: unknown,
): Promise<void> {
  await request(`/api/workflows/${id}`, {
    method: 'PUT',
    json: { name, graph },
    headers: { 'If-Match': `"${etag}"` },
  })
}

export async function deleteWorkflow({ id }: Pick<Workflow, 'id'>): Promise<void> {
  await request(`/api/workflows/${id}`, { method: 'DELETE' })
}
