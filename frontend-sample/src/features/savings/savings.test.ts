import { expect, it } from 'vitest'
import { savingsOf } from './savings'

const measured = { savedRequests: 400, pollInterval: 3_000, lists: 4, requests: 10, bytes: 5_000 }

it('counts the requests that each interval would have taken', () => {
  const savings = savingsOf(measured)

  expect(savings.map(({ seconds, requests }) => [seconds, requests])).toEqual([
    [3, 400],
    [10, 120],
    [30, 40],
    [60, 20],
  ])
})

it('counts only whole requests', () => {
  const savings = savingsOf({ ...measured, savedRequests: 39 })

  expect(savings.map(({ requests }) => requests)).toEqual([39, 11, 3, 1])
})

it('tells what an hour of polling takes with the lists that are shown', () => {
  expect(savingsOf(measured).map(({ requestsPerHour }) => requestsPerHour)).toEqual([
    4_800, 1_440, 480, 240,
  ])
})

it('takes answers to be as large as those so far', () => {
  expect(savingsOf(measured)[0]?.bytes).toBe(200_000)
})

it('says nothing of bytes before the first answer', () => {
  expect(savingsOf({ ...measured, requests: 0, bytes: 0 })[0]?.bytes).toBeUndefined()
})
