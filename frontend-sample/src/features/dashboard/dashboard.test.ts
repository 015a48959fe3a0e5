import { expect, it } from 'vitest'
import { dashboardSchema, statusCounts, underWay } from './dashboard'

it('puts the numbers in the order in which work goes on', () => {
  const counts = { failed: 1, completed: 4, mislaid: 2, queued: 3, running: 5 }

  expect(statusCounts(counts).map(({ status, count }) => [status, count])).toEqual([
    ['running', 5],
    ['queued', 3],
    ['completed', 4],
    ['failed', 1],
    ['mislaid', 2],
  ])
})

it('leaves out what there is none of', () => {
  expect(statusCounts({ running: 0, completed: 1 })).toEqual([{ status: 'completed', count: 1 }])
})

it('follows how many of a kind were under way', () => {
  const samples = [
    { at: 1, value: dashboardSchema.parse({ stats: { jobs: {}, executions: { running: 7 } } }) },
    { at: 2, value: dashboardSchema.parse({ stats: { jobs: { running: 1, queued: 2 } } }) },
    { at: 3, value: dashboardSchema.parse({ stats: { jobs: { completed: 3 } } }) },
  ]

  expect(underWay(samples, 'jobs')).toEqual([
    { at: 1, value: 0 },
    { at: 2, value: 3 },
    { at: 3, value: 0 },
  ])
})
