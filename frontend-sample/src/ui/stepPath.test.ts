import { describe, expect, it } from 'vitest'
import { niceTop, stepPath } from './stepPath'

const area = { from: 100, to: 200, top: 10, width: 100, height: 50 }

describe('stepPath', () => {
  it('holds each value until the next one, and the last one to the end', () => {
    const points = [
      { at: 100, value: 0 },
      { at: 150, value: 10 },
    ]

    expect(stepPath(points, area)).toBe('M0 50H50L50 0H100')
  })

  it('begins where the series begins', () => {
    expect(stepPath([{ at: 175, value: 5 }], area)).toBe('M75 25H100')
  })

  it('stays below the upper edge', () => {
    expect(stepPath([{ at: 100, value: 99 }], area)).toBe('M0 0H100')
  })

  it('draws nothing of nothing', () => {
    expect(stepPath([], area)).toBe('')
  })
})

it.each([
  [[], 1],
  [[0], 1],
  [[0.2, 0.34], 0.5],
  [[1], 1],
  [[3, 1], 5],
  [[51], 100],
  [[100], 100],
  [[1_200], 2_000],
])('gives %j the upper edge %d', (values, top) => {
  expect(niceTop(values)).toBeCloseTo(top, 10)
})
