import { expect, it } from 'vitest'
import { timeLabel } from './timeLabel'

it.each([
  [0, 'Just now'],
  [4.9, 'Just now'],
  [5, '5s ago'],
  [59, '59s ago'],
  [59.9, '59s ago'],
  [60, '1m ago'],
  [3599, '59m ago'],
  [3600, '1h ago'],
  [90_000, '25h ago'],
])('says after %d seconds: %s', (seconds, label) => {
  expect(timeLabel(seconds * 1000)).toBe(label)
})
