import type { LoadedList } from 'tidings-react'
import { z } from 'zod'
import { request } from '../../api/http'
import { workflowSchema, type Workflow } from './workflow'

const workflowsSchema = z.object({ items: z.array(workflowSchema) })

export async function loadWorkflows(signal: AbortSignal): Promise<LoadedList<readonly Workflow[]>> {
  const response = await request('/api/workflows', { signal })
  const { items } = workflowsSchema.parse(await response.json())
  return { value: items, headers: response.headers }
}

export async function createWorkflow(name: string, graph: unknown): Promise<void> {
  await request('/api/workflows', { method: 'POST', json: { name, graph } })
}

export async function deleteWorkflow({ id }: Workflow): Promise<void> {
  await request(`/api/workflows/${id}`, { method: 'DELETE' })
}
