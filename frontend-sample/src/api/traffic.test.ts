import { expect, it } from 'vitest'
import { count, trafficStore } from './traffic'

const entry = (path: string, transferSize: number): PerformanceResourceTiming =>
  ({ name: `https://example.com${path}`, transferSize }) as PerformanceResourceTiming

it('counts what the API answers, and nothing else', () => {
  count([entry('/api/jobs', 700), entry('/assets/index.js', 90_000)])
  count([entry('/api/assets?parent_id=a', 300)])

  expect(trafficStore.getSnapshot()).toEqual({ requests: 2, bytes: 1_000 })
})
