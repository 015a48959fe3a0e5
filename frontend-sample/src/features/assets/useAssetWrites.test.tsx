import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { JSX } from 'react'
import type { ResourceChange, TidingsClient } from 'tidings-client'
import { changeOf, createClient, FakeBroker } from 'tidings-client/testing'
import { TidingsProvider } from 'tidings-react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dismiss, noticeStore } from '../../ui/notify'
import type { Asset } from './asset'
import { useAssetWrites, type AssetWrites } from './useAssetWrites'
import { useFolder } from './useFolder'

const FOLDER = '/topic/assets/f'

const LONGER_THAN_ANY_WAIT = 60_000

const asset = (id: string, more: Partial<Asset> = {}): Asset => ({
  id,
  parent_id: 'f',
  owner: 'alice',
  name: `${id}.txt`,
  content_type: 'text/plain',
  size: 1,
  version: 1,
  etag: '1',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  ...more,
})

const stored = asset('a')

let broker: FakeBroker
let client: TidingsClient
let requests: { method: string; path: string; mutationId: string | null; answer: AnswerWith }[]

type AnswerWith = (response: Response) => void

const pass = (milliseconds: number): Promise<void> =>
  act(() => vi.advanceTimersByTimeAsync(milliseconds).then(() => undefined))

const answerList = (): Response => {
  const { epoch, sequence } = broker.head(FOLDER)
  const headers = { 'Change-Position': `${FOLDER}@${epoch}:${sequence}` }
  return Response.json({ items: [stored], path: [], role: 'owner' }, { headers })
}

const fetchApi: typeof fetch = (input, init) =>
  new Promise((resolve) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, 'http://server.test')
    const { method = 'GET', headers } = init ?? {}
    const mutationId = new Headers(headers).get('X-Client-Mutation-Id')
    requests.push({ method, path: pathname, mutationId, answer: resolve })
    if (method === 'GET') resolve(answerList())
  })

const loads = (): number => requests.filter(({ method }) => method === 'GET').length

const sent = (): (typeof requests)[number] => {
  const write = requests.find(({ method }) => method !== 'GET')
  if (write === undefined) throw new Error('Nothing was sent')
  return write
}

const shown = (): string => screen.getByRole('list').textContent

function Folder({ write }: { write: (writes: AssetWrites) => void }): JSX.Element {
  const { list } = useFolder('f')
  const writes = useAssetWrites()
  const texts = list.value?.items.map(({ name, pending }) => `${name}${pending ? '…' : ''}`)
  return (
    <>
      <ul>{texts?.join(' ')}</ul>
      <button
        type="button"
        onClick={() => {
          write(writes)
        }}
      >
        Write
      </button>
    </>
  )
}

/** Shows the folder, and does what is to be done in it. */
async function openAndWrite(write: (writes: AssetWrites) => void): Promise<void> {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={queries}>
      <TidingsProvider client={client}>
        <Folder write={write} />
      </TidingsProvider>
    </QueryClientProvider>,
  )
  await pass(100)
  expect(shown()).toBe('a.txt')
  fireEvent.click(screen.getByText('Write'))
  await pass(0)
}

beforeEach(() => {
  vi.useFakeTimers()
  requests = []
  vi.stubGlobal('fetch', vi.fn(fetchApi))
  broker = new FakeBroker()
  client = createClient(broker)
})

afterEach(() => {
  cleanup()
  for (const { id } of noticeStore.getSnapshot()) dismiss(id)
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

interface Case {
  readonly write: (writes: AssetWrites) => void
  readonly pending: string
  readonly change: ResourceChange
  readonly settled: string
}

const cases: readonly (readonly [string, Case])[] = [
  [
    'a rename',
    {
      write: (writes) => {
        writes.rename({ asset: stored, name: 'b.txt' })
      },
      pending: 'b.txt…',
      change: changeOf('updated', asset('a', { name: 'b.txt', version: 2, etag: '2' })),
      settled: 'b.txt',
    },
  ],
  [
    'a move',
    {
      write: (writes) => {
        writes.move({ asset: stored, folderId: 'g' })
      },
      pending: '',
      change: changeOf('moved', { id: 'a' }, { old_parent_id: 'f' }),
      settled: '',
    },
  ],
  [
    'a deletion',
    {
      write: (writes) => {
        writes.remove(stored)
      },
      pending: '',
      change: changeOf('deleted', { id: 'a', parent_id: 'f' }),
      settled: '',
    },
  ],
  [
    'a new folder',
    {
      write: (writes) => {
        writes.createFolder({ parentId: 'f', name: 'Reports' })
      },
      pending: 'a.txt Reports…',
      change: changeOf('created', asset('r', { name: 'Reports', content_type: 'folder' })),
      settled: 'a.txt Reports',
    },
  ],
]

describe.each(cases)('%s', (_, { write, pending, change, settled }) => {
  it('is shown before the server has answered', async () => {
    await openAndWrite(write)

    expect(shown()).toBe(pending)
  })

  it('is settled by its change, and the list is not loaded again', async () => {
    await openAndWrite(write)
    const { mutationId, answer } = sent()
    answer(new Response(null, { status: 204 }))
    await pass(0)
    broker.publish(FOLDER, { ...change, mutation_id: mutationId ?? 'none' })
    await pass(LONGER_THAN_ANY_WAIT)

    expect(shown()).toBe(settled)
    expect(loads()).toBe(1)
  })

  it('is taken back with a notice when the server refuses it', async () => {
    await openAndWrite(write)
    sent().answer(Response.json({ detail: 'Somebody was faster' }, { status: 412 }))
    await pass(100)

    expect(shown()).toBe('a.txt')
    expect(noticeStore.getSnapshot()).toMatchObject([
      { tone: 'error', details: ['Somebody was faster'] },
    ])
    expect(loads()).toBe(1)
  })
})
