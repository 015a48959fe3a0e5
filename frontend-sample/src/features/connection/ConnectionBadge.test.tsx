import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { TidingsClient } from 'tidings-client'
import { changeOf, createClient, FakeBroker } from 'tidings-client/testing'
import { TidingsProvider } from 'tidings-react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ConnectionAlert } from './ConnectionAlert'
import { ConnectionBadge } from './ConnectionBadge'

const FOLDER = '/topic/assets/a'

let broker: FakeBroker
let client: TidingsClient

const pass = (milliseconds: number): Promise<void> =>
  act(() => vi.advanceTimersByTimeAsync(milliseconds).then(() => undefined))

const text = (): string => screen.getByRole('status').textContent

const look = (): string | undefined =>
  screen.getByRole('status').parentElement?.className.replace('badge badge--', '')

beforeEach(async () => {
  vi.useFakeTimers()
  broker = new FakeBroker()
  client = createClient(broker)
  client.feed(FOLDER, {
    since: broker.head(FOLDER),
    onChange: () => undefined,
    onReset: () => undefined,
  })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TidingsProvider client={client}>
        <ConnectionBadge />
        <ConnectionAlert />
      </TidingsProvider>
    </QueryClientProvider>,
  )
  await pass(0)
})

afterEach(() => {
  client.stop()
  vi.useRealTimers()
})

it('is green while changes come live, and says so in words', () => {
  expect(look()).toBe('live')
  expect(text()).toBe('Live updates')
  expect(screen.getByLabelText('Connection: Live updates')).toBeDefined()
})

it('is gray while the server is away', async () => {
  broker.goDown()
  await pass(5_000)

  expect(look()).toBe('away')
  expect(text()).toBe('Reconnecting…')
})

it('is yellow while changes are polled', async () => {
  broker.isSocketBlocked = true
  broker.disconnect()
  await pass(5_000)

  expect(look()).toBe('polling')
  expect(text()).toBe('Polling fallback')
})

it('is green again within five seconds of the return of the server', async () => {
  broker.goDown()
  await pass(60_000)
  broker.isDown = false
  await pass(5_000)

  expect(look()).toBe('live')
})

it('tells how long ago the page was last updated', async () => {
  expect(screen.getByText('Just now')).toBeDefined()
  await pass(7_000)
  expect(screen.getByText('Updated 7s ago')).toBeDefined()
  await pass(60_000)
  expect(screen.getByText('Updated 1m ago')).toBeDefined()
})

it('alerts only when the interruption lasts, and takes the alert back', async () => {
  broker.goDown()
  await pass(2_000)
  expect(screen.queryByRole('alert')).toBeNull()

  await pass(4_000)
  expect(screen.getByRole('alert').textContent).toBe(
    'Real-time updates disconnected. Using polling fallback.',
  )

  broker.isDown = false
  await pass(5_000)
  expect(screen.queryByRole('alert')).toBeNull()
})

const details = (): string => screen.getByRole('dialog', { name: 'Connection' }).textContent

const openDetails = (): void => {
  fireEvent.click(screen.getByRole('button', { name: 'Connection details' }))
}

it('tells the round trip beside the badge, once it is known', async () => {
  await pass(10_000)

  expect(screen.getByText(/^\d+ ms/).textContent).toBe('0 ms round trip')
})

it('tells in detail what the connection has been through', async () => {
  openDetails()
  expect(details()).toContain('Reconnects0')

  broker.disconnect()
  broker.publish(FOLDER, changeOf('created', { id: 'r1' }))
  await pass(10_000)

  expect(details()).toContain('Reconnects1')
  expect(details()).toContain('Changes applied1')
})

it('switches between the two ways that changes come', async () => {
  openDetails()
  fireEvent.click(screen.getByLabelText('Polling only'))
  await pass(5_000)
  expect(text()).toBe('Polling fallback')

  fireEvent.click(screen.getByLabelText('Automatic'))
  await pass(5_000)
  expect(text()).toBe('Live updates')
})

it('closes the details by Escape and by a click elsewhere', () => {
  openDetails()
  fireEvent.keyDown(document.body, { key: 'Escape' })
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('button'))

  openDetails()
  fireEvent.pointerDown(screen.getByText('Reconnects'))
  expect(screen.queryByRole('dialog')).not.toBeNull()
  fireEvent.pointerDown(document.body)
  expect(screen.queryByRole('dialog')).toBeNull()
})
