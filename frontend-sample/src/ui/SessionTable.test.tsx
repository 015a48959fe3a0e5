import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen, within } from '@testing-library/react'
import { createClient, FakeBroker } from 'tidings-client/testing'
import { TidingsProvider } from 'tidings-react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SessionScope } from '../api/sessions'
import { SessionTable } from './SessionTable'

const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/143.0'

let sessions: readonly object[]
let ended: string[]

const session = (id: string, user: string): object => ({
  id,
  user,
  user_agent: USER_AGENT,
  address: '192.0.2.1',
  instance: 'instance-1',
  connected_at: '2026-01-01T00:00:00Z',
})

const show = (scope: SessionScope): void => {
  const client = createClient(new FakeBroker())
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <TidingsProvider client={client}>
        <SessionTable scope={scope} />
      </TidingsProvider>
    </QueryClientProvider>,
  )
}

beforeEach(() => {
  sessions = [session('s1', 'alice'), session('s2', 'bob')]
  ended = []
  vi.stubGlobal('fetch', (path: string, { method }: RequestInit) => {
    if (method === 'DELETE') {
      ended.push(path)
      sessions = sessions.slice(1)
      return Promise.resolve(new Response(null, { status: 204 }))
    }
    return Promise.resolve(new Response(JSON.stringify({ sessions })))
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

it('tells admins whose sessions there are, and where', async () => {
  show('/api/admin/sessions')

  const row = await screen.findByRole('row', { name: /alice/ })
  expect(within(row).getByText('Firefox on Linux')).toBeDefined()
  expect(within(row).getByText('192.0.2.1')).toBeDefined()
})

it('does not repeat the name of the user in a list of own sessions', async () => {
  show('/api/me/sessions')

  expect(await screen.findAllByText('Firefox on Linux')).toHaveLength(2)
  expect(screen.queryByText('alice')).toBeNull()
})

it('ends a session, and looks what is left', async () => {
  show('/api/admin/sessions')
  fireEvent.click(
    await screen.findByRole('button', { name: 'End session of alice, Firefox on Linux' }),
  )

  await vi.waitFor(() => {
    expect(screen.queryByText('alice')).toBeNull()
  })
  expect(ended).toEqual(['/api/admin/sessions/s1'])
  expect(screen.getByText('bob')).toBeDefined()
})

it('says so when there is none', async () => {
  sessions = []
  show('/api/me/sessions')

  expect(await screen.findByText('There is no session at the moment.')).toBeDefined()
})

it('says why they cannot be shown', async () => {
  vi.stubGlobal('fetch', () =>
    Promise.resolve(new Response('{"detail":"Not now"}', { status: 503 })),
  )
  show('/api/me/sessions')

  expect(await screen.findByText('Not now')).toBeDefined()
})
