import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import type { JSX, ReactNode } from 'react'
import type { ResourceChange, TidingsClient } from 'tidings-client'
import { changeOf, createClient, FakeBroker } from 'tidings-client/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TidingsProvider } from './TidingsProvider.js'
import { useConnection } from './useConnection.js'
import { useResourceList } from './useResourceList.js'

const FOLDER = '/topic/assets/a'

const apply = (ids: readonly string[], { event, resource }: ResourceChange): readonly string[] =>
  event === 'deleted' ? ids.filter((id) => id !== resource.id) : [...ids, resource.id]

const neverLive = (): boolean => false

describe('useResourceList', () => {
  let broker: FakeBroker
  let client: TidingsClient
  let queries: QueryClient
  let stored: string[]
  let loads: number
  let releaseLoad: Promise<void>

  const publish = (id: string): void => {
    stored.push(id)
    broker.publish(FOLDER, changeOf('created', { id }))
  }

  const load = async (): Promise<{ value: readonly string[]; headers: Headers }> => {
    loads++
    const { epoch, sequence } = broker.head(FOLDER)
    const value = [...stored]
    await releaseLoad
    return {
      value,
      headers: new Headers({ 'Change-Position': `${FOLDER}@${epoch}:${sequence}` }),
    }
  }

  function List({ name = 'list' }: { name?: string }): JSX.Element {
    const list = useResourceList({ destination: FOLDER, queryKey: ['a'], load, apply })
    return <p aria-label={name}>{list.value?.join(' ')}</p>
  }

  const show = (children: ReactNode): ReturnType<typeof render> =>
    render(children, {
      wrapper: ({ children: content }) => (
        <QueryClientProvider client={queries}>
          <TidingsProvider client={client}>{content}</TidingsProvider>
        </QueryClientProvider>
      ),
    })

  const pass = (milliseconds: number): Promise<void> =>
    act(() => vi.advanceTimersByTimeAsync(milliseconds).then(() => undefined))

  const shown = (name = 'list'): string => screen.getByLabelText(name).textContent

  beforeEach(() => {
    vi.useFakeTimers()
    broker = new FakeBroker()
    stored = []
    loads = 0
    releaseLoad = Promise.resolve()
    queries = new QueryClient()
    client = createClient(broker)
  })

  afterEach(() => {
    client.stop()
    vi.useRealTimers()
  })

  it('puts messages in shapes of their own into the list, as far as it knows them', async () => {
    function Progress(): JSX.Element {
      const list = useResourceList<readonly string[]>({
        destination: FOLDER,
        queryKey: ['a'],
        load,
        apply,
        applyMessage: (ids, { type, id }) =>
          type === 'step' && typeof id === 'string' ? [...ids, id] : undefined,
      })
      return <p aria-label="list">{list.value?.join(' ')}</p>
    }
    show(<Progress />)
    await pass(10)

    broker.publish(FOLDER, '{"type":"step","id":"s1"}')
    broker.publish(FOLDER, '{"type":"other"}')
    publish('r1')
    await pass(0)

    expect(shown()).toBe('s1 r1')
    expect(loads).toBe(1)
    expect(client.counters).toMatchObject({ applied: 2, unknown: 1, gaps: 0 })
  })

  it('loads a list again and again where nothing is pushed yet', async () => {
    const loadWithoutPosition = (): Promise<{ value: readonly string[]; headers: Headers }> => {
      loads++
      return Promise.resolve({ value: [...stored], headers: new Headers() })
    }
    function Polled(): JSX.Element {
      const list = useResourceList({
        destination: FOLDER,
        queryKey: ['a'],
        load: loadWithoutPosition,
        apply,
      })
      return <p aria-label="list">{list.value?.join(' ')}</p>
    }
    render(
      <QueryClientProvider client={queries}>
        <TidingsProvider client={client} isLive={neverLive}>
          <Polled />
        </TidingsProvider>
      </QueryClientProvider>,
    )
    await pass(100)
    publish('one')
    await pass(client.pollInterval - 200)
    expect(shown()).toBe('')

    await pass(300)

    expect(shown()).toBe('one')
    client.setPollInterval(10_000)
    await pass(client.pollInterval + 3_000)
    expect(loads).toBeLessThanOrEqual(4)
    expect(broker.subscribedDestinations).toEqual([])
  })

  it('shows changes as they come, after one load', async () => {
    publish('r1')
    show(<List />)
    await pass(10)

    publish('r2')
    await pass(0)

    expect(shown()).toBe('r1 r2')
    expect(loads).toBe(1)
  })

  it('misses nothing that happens while the list is loading', async () => {
    let release = (): void => undefined
    releaseLoad = new Promise((resolve) => {
      release = resolve
    })
    show(<List />)
    await pass(10)
    publish('r1')
    release()
    await pass(10)

    expect(shown()).toBe('r1')
    expect(loads).toBe(1)
  })

  it('goes on behind entries of types that it does not know', async () => {
    show(<List />)
    await pass(10)

    broker.publish(FOLDER, '{"type":"index_progress_update","current":1}')
    publish('r1')
    await pass(0)

    expect(shown()).toBe('r1')
    expect(client.state.getSnapshot().status).toBe('live')
    expect(loads).toBe(1)
  })

  it('follows a destination once for all components that show its list', async () => {
    show(
      <>
        <List name="one" />
        <List name="other" />
      </>,
    )
    await pass(10)

    publish('r1')
    await pass(0)

    expect([shown('one'), shown('other')]).toEqual(['r1', 'r1'])
    expect(broker.subscribedDestinations).toEqual([FOLDER])
  })

  it('loads the list again after a reset, and only then', async () => {
    show(<List />)
    await pass(10)
    stored.push('unseen')

    broker.sendReset(FOLDER, 'too-far-behind')
    await pass(10)
    publish('r1')
    await pass(0)

    expect(shown()).toBe('unseen r1')
    expect(loads).toBe(2)
  })

  it('loads the list again when the server has a new epoch', async () => {
    publish('r1')
    show(<List />)
    await pass(10)

    broker.renewEpoch('e2')
    stored = ['restored']
    broker.disconnect()
    await pass(2_000)

    expect(shown()).toBe('restored')
    expect(client.state.getSnapshot().status).toBe('live')
  })

  it('neither loses nor repeats a change that is applied while the list is loaded again', async () => {
    show(<List />)
    await pass(10)
    let release = (): void => undefined
    releaseLoad = new Promise((resolve) => {
      release = resolve
    })
    void queries.invalidateQueries({ queryKey: ['a'] })
    await pass(10)
    publish('r1')
    release()
    await pass(600)
    publish('r2')
    await pass(600)

    expect(shown()).toBe('r1 r2')
  })

  it('ends the session when the provider goes', async () => {
    const { unmount } = show(<List />)
    await pass(10)

    unmount()
    await pass(0)

    expect(broker.frames.at(-1)?.command).toBe('DISCONNECT')
    expect(broker.subscribedDestinations).toEqual([])
  })

  it('comes back to a list without loading it, with what it missed meanwhile', async () => {
    const { rerender } = show(<List />)
    await pass(10)
    rerender(<p />)
    await pass(5_000)
    expect(broker.subscribedDestinations).toEqual([])
    publish('r1')

    rerender(<List />)
    await pass(10)

    expect(shown()).toBe('r1')
    expect(loads).toBe(1)
  })

  it('stays subscribed when a component is away for a moment', async () => {
    const { rerender } = show(<List />)
    await pass(10)
    const frames = broker.frames.length

    rerender(<p />)
    await pass(1_000)
    rerender(<List />)
    await pass(10)

    expect(broker.frames).toHaveLength(frames)
  })
})

describe('useConnection', () => {
  it('needs a provider, and says so', () => {
    function Lonely(): JSX.Element {
      return <p>{useConnection().status}</p>
    }
    vi.spyOn(console, 'error').mockReturnValue()

    expect(() => render(<Lonely />)).toThrow('No TidingsProvider above this component')
  })
})
