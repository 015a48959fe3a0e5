import type { Refusal } from './errors.js'
import type { ChangePlace, Feed, FeedContext, FeedOptions, FeedState } from './feed.js'
import { formatPosition, progress, type Position } from './position.js'
import type { ResourceChange, StreamReplay, TypedMessage, WireBody } from './protocol.js'
import { MutableStore, type Store } from './store.js'

interface HeldEntry {
  readonly position: Position
  readonly body: WireBody
}

const HELD_LIMIT = 1_000
const REMEMBERED_RESOURCES = 2_000
const FRUITLESS_REPLAYS = 5

/** Stands for the position of a feed that has none yet; the server has no numbering of this name. */
const NOWHERE: Position = { epoch: 'none', sequence: 0 }

/**
 * The changes of one destination, in order and once, whichever way they come.
 *
 * Entries arrive from a session, from a replay and from polling, possibly all at the same time. Only the position
 * decides: the next one is applied, one already reached is dropped, a later one is held while the missing ones are
 * read. A feed never guesses; where it cannot be exact it asks for a snapshot.
 */
export class ChangeFeed implements Feed {
  readonly destination: string
  readonly #handlers: FeedOptions
  readonly #context: FeedContext
  readonly #state = new MutableStore<FeedState>({ status: 'detached' })
  readonly #held = new Map<string, HeldEntry>()
  readonly #lastEntryOf = new Map<string, number>()
  #reached: Position
  #known: Position
  #atReceipt: Position | undefined
  #subscribed = false
  #isServed = false
  #fruitlessReplays = 0

  constructor(destination: string, options: FeedOptions, context: FeedContext) {
    this.destination = destination
    this.#reached = options.since ?? NOWHERE
    this.#known = this.#reached
    this.#handlers = options
    this.#context = context
  }

  get state(): Store<FeedState> {
    return this.#state
  }

  /** Everything up to here has been applied. */
  get reached(): Position {
    return this.#reached
  }

  /** Whether the feed begins with the first position that it hears of. */
  isWithoutPosition(): boolean {
    return this.#reached === NOWHERE
  }

  /** Whether a replay can bring this feed forward. */
  isFollowing(): boolean {
    const { status } = this.#state.getSnapshot()
    return status === 'detached' || status === 'recovering' || status === 'live'
  }

  /** Whether entries are known to exist that were not applied. */
  isBehind(): boolean {
    return (
      this.isFollowing() &&
      this.#known.epoch === this.#reached.epoch &&
      this.#known.sequence > this.#reached.sequence
    )
  }

  /** Whether this feed keeps the whole from being live. */
  isSettled(): boolean {
    const { status } = this.#state.getSnapshot()
    return status === 'live' || status === 'refused' || status === 'closed'
  }

  receiveEntry(position: Position, body: WireBody): void {
    const { status } = this.#state.getSnapshot()
    if (status === 'closed' || status === 'refused') return
    if (status === 'awaiting-snapshot') {
      this.#hold({ position, body })
      return
    }
    switch (progress(this.#reached, position)) {
      case 'duplicate':
        this.#context.count('duplicates')
        return
      case 'new-epoch':
        this.#hold({ position, body })
        this.reset('epoch-changed')
        return
      case 'gap':
        this.#hold({ position, body })
        this.#context.count('gaps')
        this.#behind(position)
        return
      case 'next':
        this.#apply(position, body)
        this.#applyHeld()
        this.#settle()
    }
  }

  /** Hands on an update that is not logged, unless something later about its resource is known. */
  receiveTransient(after: Position, body: WireBody): void {
    if (!this.isFollowing() || body.kind === 'unreadable') return
    if (this.#isStale(after, body)) {
      this.#context.count('staleTransients')
      return
    }
    const place: ChangePlace = { kind: 'transient', after }
    if (body.kind === 'change') this.#hand(body.change, place)
    else this.#handMessage(body.message, place)
  }

  /** Takes what `GET /api/changes` answered for this stream. */
  receiveReplay(replay: StreamReplay): void {
    if (!this.isFollowing()) return
    if (replay.error !== undefined) {
      this.refuse({ code: replay.error, message: `No changes of '${this.destination}'` })
      return
    }
    this.#isServed = true
    if (replay.reset !== undefined || replay.position === undefined) {
      this.reset(replay.reset ?? 'unreadable', replay.position)
      return
    }
    const before = this.#reached
    for (const { sequence, body } of replay.entries) {
      this.receiveEntry({ epoch: replay.position.epoch, sequence }, body)
    }
    if (!this.isFollowing()) return
    if (replay.position.epoch !== this.#reached.epoch) {
      this.reset('epoch-changed')
      return
    }
    this.#noteReplayFrom(before)
  }

  /** A SUBSCRIBE is in force; everything up to `position` existed by then. */
  receiveReceipt(position: Position | undefined, reset: string | undefined): void {
    this.#subscribed = true
    this.#isServed = true
    if (reset !== undefined && reset !== 'use-changes') this.reset(reset, position)
    else if (position && position.epoch !== this.#reached.epoch) {
      this.reset('epoch-changed', position)
    }
    // A snapshot may be on its way that is older than this subscription; `restart` then has to close the gap.
    this.#atReceipt = position
    if (!this.isFollowing()) return
    if (position) this.#behind(position)
    this.#settle()
  }

  /** Forgets the stream up to now and asks the owner for a snapshot, unless nothing was promised to it yet. */
  reset(reason: string, head?: Position): void {
    const { status } = this.#state.getSnapshot()
    if (status === 'closed' || status === 'refused' || status === 'awaiting-snapshot') return
    if (this.isWithoutPosition()) {
      if (head) this.restart(head)
      return
    }
    this.#atReceipt = undefined
    this.#context.count('resets')
    this.#context.log(
      `Reset of '${this.destination}' at ${formatPosition(this.#reached)}: ${reason}`,
    )
    this.#state.set({ status: 'awaiting-snapshot', reason })
    this.#handlers.onReset(reason)
  }

  /** Continues from the position of a list that was just loaded. */
  restart(position: Position): void {
    const { status } = this.#state.getSnapshot()
    if (status === 'closed' || status === 'refused') return
    const waited = status === 'awaiting-snapshot'
    const last = this.#reached
    const isBack = position.epoch === last.epoch && position.sequence < last.sequence
    this.#reached = position
    this.#fruitlessReplays = 0
    // A list older than what was applied needs the difference again. Not so after a reset: then the server has said
    // that the old position means nothing.
    this.#known = this.#latestKnown(isBack && !waited ? last : position)
    if (position.epoch !== last.epoch) this.#lastEntryOf.clear()
    if (waited) this.#state.set({ status: this.#subscribed ? 'recovering' : 'detached' })
    this.#applyHeld()
    if (this.isBehind()) this.#context.requestReplay(this)
    this.#settle()
  }

  /** Ends the feed for good; the server gives no changes of this destination. */
  refuse(refusal: Refusal): void {
    const { status } = this.#state.getSnapshot()
    if (status === 'closed' || status === 'refused') return
    this.#held.clear()
    this.#state.set({ status: 'refused', refusal })
    // Who lost a right while no session told so finds out when the next one is refused.
    const isTaken = this.#isServed && refusal.code === 'access_denied'
    if ((isTaken || refusal.code === 'access_revoked') && this.#handlers.onRevoked) {
      this.#handlers.onRevoked(refusal)
    } else {
      this.#handlers.onError?.(refusal)
    }
  }

  sessionOpened(): void {
    this.#subscribed = false
    this.#atReceipt = undefined
    if (this.isFollowing()) this.#state.set({ status: 'recovering' })
  }

  sessionClosed(): void {
    this.#subscribed = false
    this.#atReceipt = undefined
    if (this.isFollowing()) this.#state.set({ status: 'detached' })
  }

  close(): void {
    if (this.#state.getSnapshot().status === 'closed') return
    this.#held.clear()
    this.#state.set({ status: 'closed' })
    this.#context.close(this)
  }

  #apply(position: Position, body: WireBody): void {
    // Reached before the owner hears of it: an owner that restarts the feed from its callback has the last word.
    this.#reached = position
    if (body.kind === 'unreadable') this.reset('unreadable')
    if (body.kind === 'message') this.#handMessage(body.message, { kind: 'entry', position })
    if (body.kind !== 'change') return
    this.#remember(body.change, position)
    this.#context.applied(this, body.change, position)
    if (body.change.body === 'omitted') this.reset('body-omitted')
    else this.#hand(body.change, { kind: 'entry', position })
  }

  #hand(change: ResourceChange, place: ChangePlace): void {
    this.#guard(() => {
      this.#handlers.onChange(change, place)
    })
  }

  #handMessage(message: TypedMessage, place: ChangePlace): void {
    this.#guard(() => {
      if (this.#handlers.onMessage?.(message, place) === true) {
        if (place.kind === 'entry') this.#context.applied(this, message, place.position)
        return
      }
      this.#context.count('unknown')
      this.#context.log(
        `Ignored message of '${this.destination}': type '${message.type}' is unknown`,
      )
      if (place.kind === 'entry') this.#handlers.onIgnored?.(place.position)
    })
  }

  /** What the owner cannot take makes it load the list again. */
  #guard(hand: () => void): void {
    try {
      hand()
    } catch (error) {
      this.#context.log(`Change of '${this.destination}' could not be applied: ${String(error)}`)
      this.reset('unreadable')
    }
  }

  #hold(entry: HeldEntry): void {
    // What is not held is read from the log later; only the memory is bounded, not the promise.
    if (this.#held.size < HELD_LIMIT) this.#held.set(formatPosition(entry.position), entry)
    if (entry.position.epoch === this.#known.epoch) {
      this.#known = later(this.#known, entry.position)
    }
  }

  #applyHeld(): void {
    while (this.isFollowing()) {
      const key = formatPosition({
        epoch: this.#reached.epoch,
        sequence: this.#reached.sequence + 1,
      })
      const entry = this.#held.get(key)
      if (entry === undefined) break
      this.#held.delete(key)
      this.#apply(entry.position, entry.body)
    }
    if (!this.isFollowing()) return
    for (const [key, { position }] of this.#held) {
      if (progress(this.#reached, position) !== 'gap') this.#held.delete(key)
    }
  }

  #behind(position: Position): void {
    this.#known = later(this.#known, position)
    if (!this.isBehind()) return
    if (this.#state.getSnapshot().status === 'live') this.#state.set({ status: 'recovering' })
    this.#context.requestReplay(this)
  }

  #settle(): void {
    const { status } = this.#state.getSnapshot()
    if (status === 'recovering' && this.#subscribed && !this.isBehind()) {
      this.#state.set({ status: 'live' })
    }
  }

  #latestKnown(position: Position): Position {
    let known = position
    const seen = [...this.#held.values()].map((entry) => entry.position)
    if (this.#atReceipt) seen.push(this.#atReceipt)
    for (const other of seen) if (other.epoch === known.epoch) known = later(known, other)
    return known
  }

  #noteReplayFrom(before: Position): void {
    const moved = this.#reached.sequence !== before.sequence
    this.#fruitlessReplays = moved || !this.isBehind() ? 0 : this.#fruitlessReplays + 1
    if (this.#fruitlessReplays >= FRUITLESS_REPLAYS) this.reset('replay-incomplete')
    else this.#settle()
  }

  #isStale(after: Position, body: WireBody): boolean {
    // An update ahead of its entries would be undone by them: better to wait for the next one.
    if (after.epoch !== this.#reached.epoch || after.sequence > this.#reached.sequence) return true
    // Of what it is about only its owner knows, so any later entry may have told more.
    if (body.kind !== 'change') return after.sequence < this.#reached.sequence
    const last = this.#lastEntryOf.get(resourceKey(body.change)) ?? 0
    return last > after.sequence
  }

  #remember(change: ResourceChange, position: Position): void {
    const key = resourceKey(change)
    this.#lastEntryOf.delete(key)
    this.#lastEntryOf.set(key, position.sequence)
    if (this.#lastEntryOf.size <= REMEMBERED_RESOURCES) return
    const oldest = this.#lastEntryOf.keys().next()
    if (oldest.done !== true) this.#lastEntryOf.delete(oldest.value)
  }
}

function later(one: Position, other: Position): Position {
  return other.epoch === one.epoch && other.sequence <= one.sequence ? one : other
}

function resourceKey(change: ResourceChange): string {
  return `${change.resource_type}/${change.resource.id}`
}
