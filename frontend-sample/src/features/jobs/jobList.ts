import type { ResourceChange } from 'tidings-client'
import { isActive, jobSchema, type Job } from './job'

/** Puts one change of `/user/queue/jobs` into the list, newest first. */
export function applyToJobs(jobs: readonly Job[], change: ResourceChange): readonly Job[] {
  const { id } = change.resource
  if (change.event === 'deleted') return jobs.filter((job) => job.id !== id)
  const job = jobSchema.parse(change.resource)
  const known = jobs.find((candidate) => candidate.id === id)
  if (known === undefined) return [job, ...jobs]
  // Ended is ended: a progress report that was on its way meanwhile changes nothing.
  if (!isActive(known) && isActive(job)) return jobs
  return jobs.map((candidate) => (candidate.id === id ? job : candidate))
}
