import { changeOf } from 'tidings-client/testing'
import { expect, it } from 'vitest'
import { failureOf, type Job } from './job'
import { applyToJobs } from './jobList'

const job = (id: string, more: Partial<Job> = {}): Job => ({
  id,
  kind: 'checksum',
  status: 'running',
  progress: 0.5,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  ...more,
})

it('puts a new job first', () => {
  const jobs = applyToJobs([job('a')], changeOf('created', job('b')))

  expect(jobs.map(({ id }) => id)).toEqual(['b', 'a'])
})

it('replaces a job by its new state, in its place', () => {
  const jobs = applyToJobs(
    [job('b'), job('a')],
    changeOf('updated', job('a', { status: 'completed', progress: 1 })),
  )

  expect(jobs.map(({ id, status }) => [id, status])).toEqual([
    ['b', 'running'],
    ['a', 'completed'],
  ])
})

it('lets no progress report reopen a job that has ended', () => {
  const ended = [job('a', { status: 'cancelled' })]

  expect(applyToJobs(ended, changeOf('updated', job('a', { progress: 0.9 })))).toBe(ended)
})

it('removes a deleted job', () => {
  expect(applyToJobs([job('a')], changeOf('deleted', { id: 'a' }))).toEqual([])
})

it('says why a job failed, in whatever shape the server says it', () => {
  expect(failureOf(job('a', { error: 'disk full' }))).toBe('disk full')
  expect(failureOf(job('a', { error: { message: 'disk full' } }))).toBe('disk full')
  expect(failureOf(job('a'))).toBe('The job failed')
})
