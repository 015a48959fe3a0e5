import { expect, it } from 'vitest'
import { totalCost } from './reports'

it('adds up what all users have cost', () => {
  const alice = {
    user: 'alice',
    executions: 2,
    cpu_nanos: 5_000,
    bytes_in: 10,
    bytes_out: 20,
    cost: 0.25,
  }

  expect(totalCost([alice, { ...alice, user: 'bob', executions: 1 }])).toEqual({
    user: 'All users',
    executions: 3,
    cpu_nanos: 10_000,
    bytes_in: 20,
    bytes_out: 40,
    cost: 0.5,
  })
})
