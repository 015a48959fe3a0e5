import { useResourceList, type ResourceListResult } from 'tidings-react'
import { newestFirst } from '../../api/newestFirst'
import { workflowSchema, type Workflow } from './workflow'
import { loadWorkflows } from './workflowApi'

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
