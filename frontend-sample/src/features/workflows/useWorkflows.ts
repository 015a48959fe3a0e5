import { useResource, useResourceList, type ResourceListResult } from 'tidings-react'
import { newestFirst } from '../../api/newestFirst'
import {
  workflowDetailSchema,
  workflowSchema,
  type Workflow,
  type WorkflowDetail,
} from './workflow'
import { loadWorkflow, loadWorkflows } from './workflowApi'

const DESTINATION = '/user/queue/workflows'
const apply = newestFirst(workflowSchema, (next, known) => next.version >= known.version)

/** The workflows that the user may see, newest first, kept current. */
export function useWorkflows(): ResourceListResult<readonly Workflow[]> {
  return useResourceList({
    destination: DESTINATION,
    queryKey: ['workflows'],
    load: loadWorkflows,
    apply,
  })
}

/** One workflow with its graph, kept current; `null` once it was deleted. */
export function useWorkflow(id: string): ResourceListResult<WorkflowDetail | null> {
  return useResource<WorkflowDetail>({
    destination: `/topic/workflows/${id}`,
    queryKey: ['workflow', id],
    id,
    load: (signal) => loadWorkflow(id, signal),
    read: (resource) => workflowDetailSchema.parse(resource),
  })
}
