import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { JSX, ReactNode } from 'react'
import type { ResourceChange, TidingsClient } from 'tidings-client'
import { changeOf, createClient, FakeBroker } from 'tidings-client/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TidingsProvider } from './TidingsProvider.js'
import { useInvalidation } from './useInvalidation.js'
import { useResource } from './useResource.js'
import { useResourceList } from './useResourceList.js'
import { optimisticEdit, useResourceMutation } from './useResourceMutation.js'

const FOLDER = '/topic/assets/a'

const withId = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids : [...ids, id]

const apply = (ids: readonly string[], { event, resource }: ResourceChange): readonly string[] =>
  event === 'deleted' ? ids.filter((id) => id !== resource.id) : withId(ids, resource.id)

let broker: FakeBroker
let client: TidingsClient
let queries: QueryClient
let stored: string[]
let loads: Record<string, number>
let mutationIds: string[]
let answer: (mutationId: string) => Promise<void>

const pass = (milliseconds: number): Promise<void> =>
  act(() => vi.advanceTimersByTimeAsync(milliseconds).then(() => undefined))

const publish = (id: string, more: Partial<ResourceChange> = {}): void => {
  stored.push(id)
  broker.publish(FOLDER, changeOf('created', { id }, more))
}

const load = (): Promise<{ value: readonly string[]; headers: Headers }> => {
  loads.list = (loads.list ?? 0) + 1
  const { epoch, sequence } = broker.head(FOLDER)
  const headers = new Headers({ 'Change-Position': `${FOLDER}@${epoch}:${sequence}` })
  return Promise.resolve({ value: [...stored], headers })
}

function List(): JSX.Element {
  const { value } = useResourceList({
    destination: FOLDER,
    queryKey: ['assets', { parent_id: 'a' }],
    load,
    apply,
  })
  return <p aria-label="list">{value?.join(' ') ?? 'nothing'}</p>
}

function Create({ id }: { id: string }): JSX.Element {
  const { mutate, error } = useResourceMutation<string, undefined>({
    send: async (_, mutationId) => {
      mutationIds.push(mutationId)
      await answer(mutationId)
      return undefined
    },
    optimistic: (created) => [
      optimisticEdit<readonly string[]>(['assets', { parent_id: 'a' }], (ids) =>
        withId(ids, created),
      ),
    ],
  })
  return (
    <button
      type="button"
      title={error?.message}
      onClick={() => {
        mutate(id)
      }}
    >
      Create
    </button>
  )
}

function Counted({ name }: { name: string }): JSX.Element {
  const { data } = useQuery({
    queryKey: [name],
    queryFn: () => {
      loads[name] = (loads[name] ?? 0) + 1
      return new Promise<string>((resolve) => {
        setTimeout(() => {
          resolve(name)
        }, 400)
      })
    },
    staleTime: Infinity,
  })
  return <p>{data}</p>
}

const show = (children: ReactNode): ReturnType<typeof render> =>
  render(children, {
    wrapper: ({ children: content }) => (
      <QueryClientProvider client={queries}>
        <TidingsProvider client={client}>{content}</TidingsProvider>
      </QueryClientProvider>
    ),
  })

const shown = (): string => screen.getByLabelText('list').textContent

const create = async (): Promise<void> => {
  fireEvent.click(screen.getByText('Create'))
  await pass(0)
}

beforeEach(() => {
  vi.useFakeTimers()
  broker = new FakeBroker()
  client = createClient(broker)
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  stored = []
  loads = {}
  mutationIds = []
  answer = () => Promise.resolve()
})

afterEach(() => {
  client.stop()
  vi.useRealTimers()
})

describe('useResourceMutation', () => {
  beforeEach(async () => {
    show(
      <>
        <List />
        <Create id="mine" />
      </>,
    )
    await pass(10)
  })

  it('shows a write at once, and settles it by its change without a load', async () => {
    await create()
    expect(shown()).toBe('mine')

    publish('theirs')
    publish('mine', { mutation_id: mutationIds[0] ?? '' })
    await pass(20_000)

    expect(shown()).toBe('theirs mine')
    expect(loads.list).toBe(1)
  })

  it('takes back a write that fails, and nothing else', async () => {
    answer = async () => {
      await new Promise((resolve) => {
        setTimeout(resolve, 1_000)
      })
      throw new Error('Refused')
    }
    await create()
    publish('theirs')
    await pass(0)
    expect(shown()).toBe('theirs mine')

    await pass(1_100)

    expect(shown()).toBe('theirs')
    expect(screen.getByTitle('Refused')).toBeDefined()
  })

  it('loads the list when the change of a write does not come', async () => {
    await create()
    await pass(11_000)

    expect(shown()).toBe('')
    expect(loads.list).toBe(2)
  })

  it('does not show a write twice when the list is loaded before its change comes', async () => {
    await create()
    await pass(100)
    publish('mine')
    void queries.invalidateQueries({ queryKey: ['assets'] })
    await pass(100)

    expect(shown()).toBe('mine')
  })

  it('sends every write with an id of its own', async () => {
    await create()
    await create()

    expect(new Set(mutationIds).size).toBe(2)
  })

  it('shows nothing of a destination whose right was taken away', async () => {
    publish('r1')
    await pass(0)
    stored = []

    broker.revoke(FOLDER)
    await pass(0)

    expect(shown()).not.toContain('r1')
  })
})

describe('changes that concern other queries', () => {
  it('load those that are shown, one at a time, and not the lists that are kept current', async () => {
    show(
      <>
        <List />
        <Counted name="assets" />
        <Counted name="jobs" />
      </>,
    )
    await pass(1_000)

    for (let change = 0; change < 100; change++) {
      publish(`r${change}`)
      await pass(10)
    }
    await pass(2_000)

    expect(loads).toMatchObject({ list: 1, jobs: 1 })
    expect(loads.assets).toBeGreaterThanOrEqual(2)
    expect(loads.assets).toBeLessThanOrEqual(4)
  })

  it('leave what is not shown until it is shown again', async () => {
    const { rerender } = show(
      <>
        <List />
        <Counted name="assets" />
      </>,
    )
    await pass(1_000)
    rerender(<List />)
    publish('r1')
    await pass(1_000)
    expect(loads.assets).toBe(1)

    rerender(<Counted name="assets" />)
    await pass(1_000)
    expect(loads.assets).toBe(2)
  })

  it('leave a list alone that is not shown, since it goes on from its position', async () => {
    function Jobs(): JSX.Element {
      const { value } = useResourceList({
        destination: '/user/queue/jobs',
        queryKey: ['assets', { shared: true }],
        load: () =>
          Promise.resolve({
            value: [] as readonly string[],
            headers: new Headers({ 'Change-Position': '/user/queue/jobs@e1:0' }),
          }),
        apply,
      })
      return <p>{value?.length}</p>
    }
    const { rerender } = show(
      <>
        <List />
        <Jobs />
      </>,
    )
    await pass(1_000)
    rerender(<Jobs />)
    await pass(5_000)
    publish('r1')
    broker.publish('/user/queue/jobs', changeOf('created', { id: 'elsewhere' }))
    await pass(1_000)

    rerender(<List />)
    await pass(1_000)

    expect(shown()).toBe('r1')
    expect(loads.list).toBe(1)
  })

  it('come from destinations without a list too', async () => {
    function Watcher(): JSX.Element {
      useInvalidation(FOLDER)
      return <Counted name="assets" />
    }
    show(<Watcher />)
    await pass(1_000)

    publish('r1')
    await pass(1_000)
    expect(loads.assets).toBe(2)

    broker.sendReset(FOLDER, 'too-far-behind')
    await pass(1_000)
    expect(loads.assets).toBe(3)
    publish('r2')
    await pass(1_000)
    expect(loads.assets).toBe(4)
  })
})

describe('useResource', () => {
  function Asset(): JSX.Element {
    const { value } = useResource({
      destination: FOLDER,
      queryKey: ['asset', 'r1'],
      id: 'r1',
      load: async () => ({ value: 'loaded', headers: (await load()).headers }),
      read: ({ name }) => String(name),
    })
    return <p aria-label="list">{value ?? String(value)}</p>
  }

  it('shows the resource as its changes have it, and that it is gone', async () => {
    show(<Asset />)
    await pass(10)
    expect(shown()).toBe('loaded')

    broker.publish(FOLDER, changeOf('updated', { id: 'r1', name: 'renamed' }))
    broker.publish(FOLDER, changeOf('updated', { id: 'r2', name: 'another' }))
    await pass(0)
    expect(shown()).toBe('renamed')

    broker.publish(FOLDER, changeOf('deleted', { id: 'r1' }))
    await pass(0)
    expect(shown()).toBe('null')
    expect(loads.list).toBe(1)
  })
})
