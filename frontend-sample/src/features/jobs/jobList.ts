import { newestFirst } from '../../api/newestFirst'
import { isActive, jobSchema } from './job'

/**
 * Puts one change of `/user/queue/jobs` into the list. Ended is ended: a progress report that was on its way meanwhile
 * changes nothing.
 */
export const applyToJobs = newestFirst(
  jobSchema,
  (next, known) => isActive(known) || !isActive(next),
)
