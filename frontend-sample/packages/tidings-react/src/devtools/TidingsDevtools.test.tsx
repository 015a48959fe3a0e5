import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { TidingsClient } from 'tidings-client'
import { Faults } from 'tidings-client/faults'
import { changeOf, createClient, FakeBroker } from 'tidings-client/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TidingsProvider } from '../TidingsProvider.js'
import { TidingsDevtools } from './TidingsDevtools.js'

const FOLDER = '/topic/assets/a'

let broker: FakeBroker
let client: TidingsClient

const pass = (milliseconds: number): Promise<void> =>
  act(() => vi.advanceTimersByTimeAsync(milliseconds).then(() => undefined))

const publish = async (id: string): Promise<void> => {
  broker.publish(FOLDER, changeOf('created', { id }))
  await pass(500)
}

const press = async (name: string): Promise<void> => {
  fireEvent.click(screen.getByText(name))
  await pass(500)
}

const table = (name: string): string => screen.getByRole('table', { name }).textContent

beforeEach(async () => {
  vi.useFakeTimers()
  broker = new FakeBroker()
  const faults = new Faults(broker.webSocketFactory)
  client = createClient(broker, {
    webSocketFactory: faults.webSocketFactory,
    token: (outdated) => (outdated === 'first' ? 'second' : 'first'),
  })
  client.feed(FOLDER, {
    since: broker.head(FOLDER),
    onChange: () => undefined,
    onReset: () => undefined,
  })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TidingsProvider client={client}>
        <TidingsDevtools faults={faults} />
      </TidingsProvider>
    </QueryClientProvider>,
  )
  await pass(10_000)
  await press('Tidings: live')
})

afterEach(() => {
  client.stop()
  vi.useRealTimers()
})

it('shows feeds with their positions, and the last changes', async () => {
  await publish('r1')

  expect(table('Feeds')).toContain('/topic/assets/ae1:1live')
  expect(table('Last changes')).toContain('"id":"r1"')
  expect(table('Quality')).toContain('round trip0 ms')
})

it('drops the socket', async () => {
  await press('Drop the socket')

  expect(client.counters.sessions).toBe(2)
})

it('loses a message', async () => {
  await press('Lose the next message')
  await publish('r1')
  expect(client.counters.applied).toBe(0)

  await publish('r2')
  expect(client.counters).toMatchObject({ applied: 2, gaps: 1 })
  expect(table('Counters')).toContain('gaps1')
})

it('delays messages until it is told otherwise', async () => {
  await press('Delay messages by 2 s')
  await publish('r1')
  expect(client.counters.applied).toBe(0)
  await pass(2_000)
  expect(client.counters.applied).toBe(1)

  await press('Delay messages by 2 s')
  await publish('r2')
  expect(client.counters.applied).toBe(2)
})

it('expires the token', async () => {
  await press('Expire the token')

  const connects = broker.frames.filter(({ command }) => command === 'CONNECT')
  expect(connects.map(({ headers }) => headers.Authorization)).toEqual([
    'Bearer first',
    'Bearer second',
  ])
})

it('switches to polling and back', async () => {
  fireEvent.click(screen.getByLabelText('Poll only'))
  await pass(1_000)
  expect(client.isConnectionOpen()).toBe(false)

  fireEvent.click(screen.getByLabelText('Poll only'))
  await pass(1_000)
  expect(client.isConnectionOpen()).toBe(true)
})
