import { useResourceList, type ResourceListResult } from 'tidings-react'
import type { Job } from './job'
import { loadJobs } from './jobApi'
import { applyToJobs } from './jobList'

const DESTINATION = '/user/queue/jobs'

/** The user's jobs, newest first, kept current. */
export function useJobs(): ResourceListResult<readonly Job[]> {
  return useResourceList({
    destination: DESTINATION,
    queryKey: ['jobs'],
    load: loadJobs,
    apply: applyToJobs,
  })
}
