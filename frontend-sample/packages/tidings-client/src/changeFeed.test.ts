import { beforeEach, describe, expect, it, vi } from 'vitest'
import { changeOf } from '../testing/index.js'
import { ChangeFeed } from './changeFeed.js'
import { noCounters } from './counters.js'
import type { FeedContext, FeedOptions } from './feed.js'
import type { Position } from './position.js'
import type { ResourceChange, StreamReplay, WireBody } from './protocol.js'

const at = (sequence: number, epoch = 'e1'): Position => ({ epoch, sequence })

const body = (id: string, more: Partial<ResourceChange> = {}): WireBody => ({
  kind: 'change',
  change: changeOf('updated', { id }, more),
})

describe('ChangeFeed', () => {
  let applied: string[]
  let resets: string[]
  let counters: ReturnType<typeof noCounters>
  let requestReplay: ReturnType<typeof vi.fn<FeedContext['requestReplay']>>
  let feed: ChangeFeed

  const open = (options: Partial<FeedOptions> = {}): ChangeFeed =>
    new ChangeFeed(
      '/topic/assets/a',
      {
        since: at(3),
        onChange: ({ resource }) => applied.push(resource.id),
        onReset: (reason) => resets.push(reason),
        ...options,
      },
      {
        requestReplay,
        count: (counter) => counters[counter]++,
        applied: () => counters.applied++,
        log: () => undefined,
        close: () => undefined,
      },
    )

  const replay = (
    sequences: readonly number[],
    more: Partial<StreamReplay> = {},
  ): StreamReplay => ({
    destination: '/topic/assets/a',
    position: at(sequences.at(-1) ?? feed.reached.sequence),
    entries: sequences.map((sequence) => ({ sequence, body: body(`r${sequence}`) })),
    more: false,
    ...more,
  })

  const live = (): void => {
    feed.sessionOpened()
    feed.receiveReceipt(feed.reached, undefined)
  }

  beforeEach(() => {
    applied = []
    resets = []
    counters = noCounters()
    requestReplay = vi.fn()
    feed = open()
  })

  it('applies entries in order', () => {
    feed.receiveEntry(at(4), body('r4'))
    feed.receiveEntry(at(5), body('r5'))

    expect(applied).toEqual(['r4', 'r5'])
    expect(feed.reached).toEqual(at(5))
  })

  it('drops what it has applied already', () => {
    feed.receiveEntry(at(4), body('r4'))
    feed.receiveEntry(at(4), body('r4'))
    feed.receiveEntry(at(2), body('r2'))

    expect(applied).toEqual(['r4'])
    expect(counters.duplicates).toBe(2)
  })

  it('holds what comes too early and asks for what is missing', () => {
    live()

    feed.receiveEntry(at(6), body('r6'))

    expect(applied).toEqual([])
    expect(feed.state.getSnapshot().status).toBe('recovering')
    expect(requestReplay).toHaveBeenCalledOnce()
  })

  it('applies what it held once the gap is closed', () => {
    live()
    feed.receiveEntry(at(6), body('r6'))
    feed.receiveEntry(at(7), body('r7'))

    feed.receiveReplay(replay([4, 5, 6]))

    expect(applied).toEqual(['r4', 'r5', 'r6', 'r7'])
    expect(feed.state.getSnapshot().status).toBe('live')
  })

  it('closes a gap with a late message as well', () => {
    live()
    feed.receiveEntry(at(5), body('r5'))
    feed.receiveEntry(at(4), body('r4'))

    expect(applied).toEqual(['r4', 'r5'])
    expect(feed.state.getSnapshot().status).toBe('live')
  })

  it('is live at once when the receipt names the position it has', () => {
    live()

    expect(feed.state.getSnapshot().status).toBe('live')
    expect(requestReplay).not.toHaveBeenCalled()
  })

  it('catches up to the position of the receipt before it is live', () => {
    feed.sessionOpened()
    feed.receiveReceipt(at(5), 'use-changes')
    expect(requestReplay).toHaveBeenCalledOnce()

    feed.receiveReplay(replay([4], { more: true }))
    expect(feed.state.getSnapshot().status).toBe('recovering')

    feed.receiveReplay(replay([5]))
    expect(feed.state.getSnapshot().status).toBe('live')
    expect(applied).toEqual(['r4', 'r5'])
  })

  it('asks for a snapshot when the epoch changed', () => {
    live()

    feed.receiveEntry(at(4, 'e2'), body('r4'))

    expect(applied).toEqual([])
    expect(resets).toEqual(['epoch-changed'])
    expect(feed.state.getSnapshot()).toEqual({
      status: 'awaiting-snapshot',
      reason: 'epoch-changed',
    })
  })

  it('asks for a snapshot once, however often it is told to', () => {
    live()

    feed.reset('retention-exceeded')
    feed.reset('too-far-behind')

    expect(resets).toEqual(['retention-exceeded'])
  })

  it('continues after a snapshot with what arrived meanwhile', () => {
    live()
    feed.receiveEntry(at(2, 'e2'), body('before'))
    feed.receiveEntry(at(3, 'e2'), body('after'))

    feed.restart(at(2, 'e2'))

    expect(applied).toEqual(['after'])
    expect(feed.reached).toEqual(at(3, 'e2'))
    expect(feed.state.getSnapshot().status).toBe('live')
  })

  it('asks again for what lies between a snapshot and the subscription', () => {
    feed.reset('retention-exceeded')
    feed.sessionOpened()
    feed.receiveReceipt(at(9), 'retention-exceeded')

    feed.restart(at(8))

    expect(requestReplay).toHaveBeenCalledOnce()
    expect(feed.state.getSnapshot().status).toBe('recovering')
  })

  it('asks again for what it had applied when a list is older than that', () => {
    live()
    feed.receiveEntry(at(4), body('r4'))

    feed.restart(at(3))

    expect(requestReplay).toHaveBeenCalledOnce()
    feed.receiveReplay(replay([4]))
    expect(applied).toEqual(['r4', 'r4'])
  })

  it('takes a snapshot behind the old position as it is after a reset', () => {
    live()
    feed.receiveEntry(at(4), body('r4'))
    feed.reset('ahead-of-head')

    feed.restart(at(1))

    expect(requestReplay).not.toHaveBeenCalled()
    expect(feed.state.getSnapshot().status).toBe('live')
  })

  it('asks for a snapshot when replays bring nothing that is missing', () => {
    live()
    feed.receiveEntry(at(6), body('r6'))

    for (let time = 0; time < 5; time++) feed.receiveReplay(replay([]))

    expect(resets).toEqual(['replay-incomplete'])
  })

  it('asks for a snapshot for what it cannot read or apply, and does not stop there', () => {
    live()
    feed.receiveEntry(at(4), { kind: 'unreadable', reason: 'body is not JSON' })
    feed.restart(at(4))
    feed.receiveEntry(at(5), body('r5'))

    expect(resets).toEqual(['unreadable'])
    expect(applied).toEqual(['r5'])
  })

  it('asks for a snapshot when the owner throws', () => {
    feed = open({
      onChange: () => {
        throw new Error('no such list')
      },
    })

    feed.receiveEntry(at(4), body('r4'))

    expect(resets).toEqual(['unreadable'])
  })

  it('asks for a snapshot for a body that was too large to travel', () => {
    feed.receiveEntry(at(4), body('r4', { body: 'omitted' }))

    expect(applied).toEqual([])
    expect(resets).toEqual(['body-omitted'])
  })

  it('moves past types that it does not know', () => {
    const ignored: Position[] = []
    feed = open({ onIgnored: (position) => ignored.push(position) })
    feed.receiveEntry(at(4), { kind: 'message', message: { type: 'node_update' } })
    feed.receiveEntry(at(5), body('r5'))

    expect(applied).toEqual(['r5'])
    expect(ignored).toEqual([at(4)])
  })

  describe('with messages in shapes of their own', () => {
    const message: WireBody = { kind: 'message', message: { type: 'node_update', n: 1 } }

    it('hands them to an owner who knows them', () => {
      const onMessage = vi.fn(() => true)
      const onIgnored = vi.fn()
      feed = open({ onMessage, onIgnored })
      live()

      feed.receiveEntry(at(4), message)
      feed.receiveTransient(at(4), message)

      expect(onMessage.mock.calls).toEqual([
        [
          { type: 'node_update', n: 1 },
          { kind: 'entry', position: at(4) },
        ],
        [
          { type: 'node_update', n: 1 },
          { kind: 'transient', after: at(4) },
        ],
      ])
      expect(onIgnored).not.toHaveBeenCalled()
      expect(counters).toMatchObject({ applied: 1, unknown: 0 })
    })

    it('counts what the owner does not know, once', () => {
      const onIgnored = vi.fn()
      feed = open({ onMessage: () => false, onIgnored })
      live()

      feed.receiveEntry(at(4), message)
      feed.receiveEntry(at(4), message)

      expect(onIgnored.mock.calls).toEqual([[at(4)]])
      expect(counters).toMatchObject({ applied: 0, unknown: 1, duplicates: 1 })
    })

    it('drops one that is not logged when any entry came later', () => {
      const onMessage = vi.fn(() => true)
      feed = open({ onMessage })
      live()
      feed.receiveEntry(at(4), body('r4'))

      feed.receiveTransient(at(3), message)

      expect(onMessage).not.toHaveBeenCalled()
      expect(counters.staleTransients).toBe(1)
    })

    it('asks for a snapshot when the owner cannot take one', () => {
      feed = open({
        onMessage: () => {
          throw new Error('broken')
        },
      })
      live()

      feed.receiveEntry(at(4), message)

      expect(resets).toEqual(['unreadable'])
    })
  })

  describe('with transient updates', () => {
    it('hands them on without moving', () => {
      live()

      feed.receiveTransient(at(3), body('job'))

      expect(applied).toEqual(['job'])
      expect(feed.reached).toEqual(at(3))
    })

    it('drops one when a later entry of its resource was applied', () => {
      live()
      feed.receiveEntry(at(4), body('job'))

      feed.receiveTransient(at(3), body('job'))

      expect(applied).toEqual(['job'])
      expect(counters.staleTransients).toBe(1)
    })

    it('keeps one when only entries of other resources came later', () => {
      live()
      feed.receiveEntry(at(4), body('other'))

      feed.receiveTransient(at(3), body('job'))

      expect(applied).toEqual(['other', 'job'])
    })

    it('drops one that is ahead of the entries, or of another epoch', () => {
      live()

      feed.receiveTransient(at(5), body('job'))
      feed.receiveTransient(at(3, 'e0'), body('job'))

      expect(applied).toEqual([])
    })
  })

  it('stays silent after a refusal', () => {
    const onError = vi.fn()
    feed = open({ onError })

    feed.refuse({ code: 'access_denied', message: '' })
    feed.receiveEntry(at(4), body('r4'))
    feed.receiveReplay(replay([4]))

    expect(onError).toHaveBeenCalledOnce()
    expect(applied).toEqual([])
    expect(feed.isSettled()).toBe(true)
  })

  it('tells what was never given from what was taken away', () => {
    const onError = vi.fn()
    const onRevoked = vi.fn()
    open({ onError, onRevoked }).refuse({ code: 'access_denied', message: '' })
    open({ onError, onRevoked }).refuse({ code: 'access_revoked', message: '' })
    feed = open({ onError, onRevoked })
    live()
    feed.refuse({ code: 'access_denied', message: 'since the last session' })

    expect(onError.mock.calls).toEqual([[{ code: 'access_denied', message: '' }]])
    expect(onRevoked.mock.calls).toEqual([
      [{ code: 'access_revoked', message: '' }],
      [{ code: 'access_denied', message: 'since the last session' }],
    ])
  })

  describe('without a position', () => {
    beforeEach(() => {
      feed = new ChangeFeed(
        '/topic/assets/a',
        {
          onChange: ({ resource }) => applied.push(resource.id),
          onReset: (reason) => resets.push(reason),
        },
        {
          requestReplay,
          count: (counter) => counters[counter]++,
          applied: () => counters.applied++,
          log: () => undefined,
          close: () => undefined,
        },
      )
      feed.sessionOpened()
    })

    it('begins where the receipt says', () => {
      feed.receiveReceipt(at(7), undefined)
      feed.receiveEntry(at(8), body('r8'))

      expect(applied).toEqual(['r8'])
      expect(resets).toEqual([])
      expect(feed.state.getSnapshot().status).toBe('live')
    })

    it('holds what comes before it knows where to begin', () => {
      feed.receiveEntry(at(7), body('r7'))
      feed.receiveEntry(at(8), body('r8'))
      feed.receiveReceipt(at(7), undefined)

      expect(applied).toEqual(['r8'])
      expect(resets).toEqual([])
    })

    it('asks for a snapshot like any other once it has begun', () => {
      feed.receiveReceipt(at(7), undefined)
      feed.reset('too-far-behind')

      expect(resets).toEqual(['too-far-behind'])
    })
  })

  it('lets an owner restart it from within a change', () => {
    let restarted = false
    feed = open({
      onChange: ({ resource }) => {
        applied.push(resource.id)
        if (!restarted) feed.restart(at(3))
        restarted = true
      },
    })

    feed.receiveEntry(at(4), body('r4'))

    expect(feed.reached).toEqual(at(3))
    expect(requestReplay).toHaveBeenCalledOnce()
  })
})
