import type { JSX } from 'react'
import { describeError } from '../../ui/notify'
import { JobCard } from './JobCard'
import { useJobs } from './useJobs'

export function JobPanel(): JSX.Element {
  const { value: jobs, error } = useJobs()
  return (
    <section className="panel-section" aria-label="Jobs">
      <header className="panel-section__header">
        <h3>Jobs</h3>
      </header>
      {error && jobs === undefined && (
        <p className="form-error">{describeError(error).join(' ')}</p>
      )}
      {jobs?.length === 0 && (
        <p className="muted panel-section__empty">
          No jobs yet. Choose “Compute checksum” from the menu of a file or folder.
        </p>
      )}
      <ul className="cards">
        {jobs?.map((job) => (
          <JobCard key={job.id} job={job} />
        ))}
      </ul>
    </section>
  )
}
