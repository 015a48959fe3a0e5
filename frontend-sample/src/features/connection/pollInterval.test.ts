import { afterEach, expect, it } from 'vitest'
import { chosenPollInterval, POLL_INTERVALS, rememberPollInterval } from './pollInterval'

afterEach(() => {
  localStorage.clear()
})

it('is the shortest until somebody has chosen', () => {
  expect(chosenPollInterval()).toBe(POLL_INTERVALS[0])
})

it('is what was chosen in this browser', () => {
  rememberPollInterval(30_000)

  expect(chosenPollInterval()).toBe(30_000)
})

it('is none that nobody could have chosen', () => {
  localStorage.setItem('tidings.poll-interval', '1')

  expect(chosenPollInterval()).toBe(POLL_INTERVALS[0])
})
