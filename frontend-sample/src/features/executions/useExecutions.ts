import { useResourceList, type ResourceListResult } from 'tidings-react'
import { newestFirst } from '../../api/newestFirst'
import { executionSchema, type Execution } from './execution'
import { loadExecutions } from './executionApi'

const DESTINATION = '/user/queue/executions'
const apply = newestFirst(executionSchema, (next, known) => next.version >= known.version)

/** The executions that the user may see, newest first, kept current. */
export function useExecutions(): ResourceListResult<readonly Execution[]> {
  return useResourceList({
    destination: DESTINATION,
    queryKey: ['executions'],
    load: loadExecutions,
    apply,
  })
}
