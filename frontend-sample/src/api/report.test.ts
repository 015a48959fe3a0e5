import { expect, it } from 'vitest'
import { withSample, type Report } from './report'

it('keeps what was reported, in order', () => {
  const report = withSample(withSample(undefined, 10, 'a'), 20, 'b')

  expect(report).toEqual({
    current: 'b',
    samples: [
      { at: 10, value: 'a' },
      { at: 20, value: 'b' },
    ],
  })
})

it('does not go back in time', () => {
  expect(withSample(withSample(undefined, 10, 'a'), 9, 'b').samples.at(-1)?.at).toBe(10)
})

it('forgets what was long ago', () => {
  let report: Report<number> | undefined
  for (let at = 0; at < 300; at++) report = withSample(report, at, at)

  expect(report?.samples).toHaveLength(240)
  expect(report?.samples[0]?.value).toBe(60)
})
