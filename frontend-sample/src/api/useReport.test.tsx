import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import type { JSX } from 'react'
import type { TidingsClient } from 'tidings-client'
import { createClient, FakeBroker } from 'tidings-client/testing'
import { TidingsProvider } from 'tidings-react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { useReport } from './useReport'

const DESTINATION = '/topic/admin/system-metrics'
const schema = z.object({ threads: z.number() })

let broker: FakeBroker
let client: TidingsClient
let loads: number

function Threads(): JSX.Element {
  const { value } = useReport({
    path: '/api/threads-in-use',
    destination: DESTINATION,
    messageType: 'threads_update',
    schema,
  })
  return <p>{value?.samples.map((sample) => sample.value.threads).join(', ')}</p>
}

const pass = (milliseconds: number): Promise<void> =>
  act(() => vi.advanceTimersByTimeAsync(milliseconds).then(() => undefined))

const tell = async (type: string, threads: number): Promise<void> => {
  const timestamp = new Date().toISOString()
  broker.publish(DESTINATION, JSON.stringify({ type, threads, timestamp }))
  await pass(100)
}

beforeEach(async () => {
  vi.useFakeTimers()
  broker = new FakeBroker()
  client = createClient(broker)
  loads = 0
  vi.stubGlobal('fetch', () => {
    loads++
    const { epoch, sequence } = broker.head(DESTINATION)
    const headers = { 'Change-Position': `${DESTINATION}@${epoch}:${sequence}` }
    return Promise.resolve(new Response('{"threads":40}', { headers }))
  })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TidingsProvider client={client}>
        <Threads />
      </TidingsProvider>
    </QueryClientProvider>,
  )
  await pass(1_000)
})

afterEach(() => {
  client.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('goes on from what was loaded with what is told, and loads nothing more', async () => {
  await tell('threads_update', 41)
  await tell('threads_update', 39)

  expect(screen.getByText('40, 41, 39')).toBeDefined()
  expect(loads).toBe(1)
})

it('takes no message of another type', async () => {
  await tell('sessions_update', 7)

  expect(screen.getByText('40')).toBeDefined()
})
