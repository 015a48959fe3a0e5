import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import {
  MutableStore,
  progress,
  type ChangePlace,
  type Feed,
  type FeedState,
  type Position,
  type ResourceChange,
  type Store,
  type TidingsClient,
  type TypedMessage,
} from 'tidings-client'
import { Invalidations } from './invalidations.js'
import { Overlays } from './overlays.js'
import type { QueryKeyMap } from './queryKeys.js'

/** Puts one change into a list. Returns the same list when the change does not concern it. */
export type ApplyChange<T> = (value: T, change: ResourceChange) => T

/** Puts a message in a shape of its own into a list. Returns `undefined` when it is of a type that says nothing to it. */
export type ApplyMessage<T> = (value: T, message: TypedMessage) => T | undefined

export type ChangeListener = (change: ResourceChange, place: ChangePlace) => void

/** What the query cache holds: a list and the position it is valid at, always changed together. */
export interface PositionedList<T> {
  readonly value: T
  /** `undefined` when no feed keeps the list current. */
  readonly position: Position | undefined
  /** Tells one load from another, also when both brought the same. */
  readonly loadId: number
  /** When the load began, in milliseconds since 1970. */
  readonly loadedFrom: number
}

export interface ListAddress<T> {
  readonly destination: string
  /** Whether a feed keeps the list current, and not loading it again. */
  readonly isLive: boolean
  readonly queryKey: QueryKey
  readonly apply: ApplyChange<T>
  readonly applyMessage?: ApplyMessage<T> | undefined
}

// Going back to a page, or React mounting twice, must not cost an UNSUBSCRIBE and a SUBSCRIBE.
const LINGER = 3_000

/**
 * One list in the query cache and the feed that keeps it current, shared by all components that show it.
 *
 * The position in the cache is the truth: a change is applied only if it is the next one there, so a list that was
 * loaded again in the meantime can neither lose a change nor get one twice.
 */
export class ListBinding<T> {
  readonly #client: TidingsClient
  readonly #queries: QueryClient
  readonly #address: ListAddress<T>
  readonly #state = new MutableStore<FeedState | undefined>(undefined)
  readonly #listeners = new Set<ChangeListener>()
  readonly #overlays: Overlays<T>
  readonly #onApplied: (change: ResourceChange) => void
  #feed: Feed | undefined
  #followed: number | undefined
  #lingering: ReturnType<typeof setTimeout> | undefined

  constructor(
    client: TidingsClient,
    queries: QueryClient,
    address: ListAddress<T>,
    onApplied: (change: ResourceChange) => void,
  ) {
    this.#client = client
    this.#queries = queries
    this.#address = address
    this.#onApplied = onApplied
    this.#overlays = new Overlays(() => {
      this.#reload()
    })
  }

  /** The writes of this page that the list does not hold yet. */
  get overlays(): Overlays<T> {
    return this.#overlays
  }

  /**
   * Whether nobody has to load the list for a change: its feed puts changes into it, now or, from its position on, when
   * it is shown again.
   */
  followsItsStream(): boolean {
    return this.#address.isLive && this.#state.getSnapshot()?.status !== 'refused'
  }

  get state(): Store<FeedState | undefined> {
    return this.#state
  }

  /** Keeps the feed open until the returned function is called, and a little longer. */
  retain(listener: ChangeListener): () => void {
    clearTimeout(this.#lingering)
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      clearTimeout(this.#lingering)
      this.#lingering = setTimeout(() => {
        this.#close()
      }, LINGER)
    }
  }

  /** Continues from the list in the cache; has an effect once per load. */
  follow(): void {
    const list = this.#list()
    if (list === undefined) return
    if (this.#followed !== list.loadId) this.#overlays.loaded(list.loadedFrom)
    if (list.position !== undefined) this.#continueFrom(list.position, list.loadId)
    this.#followed = list.loadId
    this.#client.noteUpdate()
  }

  #continueFrom(position: Position, loadId: number): void {
    if (this.#feed === undefined) this.#feed = this.#open(position)
    else if (this.#followed !== loadId) this.#feed.restart(position)
  }

  #open(position: Position): Feed {
    const feed = this.#client.feed(this.#address.destination, {
      since: position,
      onChange: (change, place) => {
        this.#receive(change, place)
      },
      onMessage: (message, place) => this.#receiveMessage(message, place),
      onIgnored: (position) => {
        this.#advance(position)
      },
      onReset: () => {
        this.#reload()
      },
      onRevoked: () => {
        this.#forget()
      },
    })
    this.#state.set(feed.state.getSnapshot())
    feed.state.subscribe(() => {
      this.#state.set(feed.state.getSnapshot())
    })
    return feed
  }

  #receive(change: ResourceChange, place: ChangePlace): void {
    const list = this.#list()
    if (list === undefined) return
    if (!this.#put(list, this.#address.apply(list.value, change), place)) return
    this.#overlays.remove(change.mutation_id)
    if (place.kind === 'entry') this.#onApplied(change)
    for (const listener of this.#listeners) listener(change, place)
  }

  #receiveMessage(message: TypedMessage, place: ChangePlace): boolean {
    const list = this.#list()
    const value = list && this.#address.applyMessage?.(list.value, message)
    if (list === undefined || value === undefined) return false
    this.#put(list, value, place)
    return true
  }

  /** Replaces the list, unless what it comes of is not the next one there. */
  #put(list: PositionedList<T>, value: T, place: ChangePlace): boolean {
    if (list.position === undefined) return false
    if (place.kind === 'entry' && progress(list.position, place.position) !== 'next') {
      this.#feed?.restart(list.position)
      return false
    }
    const position = place.kind === 'entry' ? place.position : list.position
    this.#queries.setQueryData<PositionedList<T>>(this.#address.queryKey, {
      ...list,
      value,
      position,
    })
    return true
  }

  /** Takes note of an entry that does not concern the list. */
  #advance(position: Position): void {
    const list = this.#list()
    if (list?.position === undefined) return
    if (progress(list.position, position) === 'next') {
      this.#queries.setQueryData<PositionedList<T>>(this.#address.queryKey, { ...list, position })
    } else {
      this.#feed?.restart(list.position)
    }
  }

  /** Shows the list no longer. It is asked for again, which tells why there is none, or begins anew. */
  #forget(): void {
    this.#feed = undefined
    this.#followed = undefined
    void this.#queries.resetQueries({ queryKey: this.#address.queryKey, exact: true })
  }

  #reload(): void {
    void this.#queries.invalidateQueries({ queryKey: this.#address.queryKey, exact: true })
  }

  #list(): PositionedList<T> | undefined {
    return this.#queries.getQueryData<PositionedList<T>>(this.#address.queryKey)
  }

  #close(): void {
    this.#feed?.close()
    this.#feed = undefined
    this.#state.set(undefined)
  }
}

/** The bindings of one provider, one per destination and query key. */
export class ListBindings {
  readonly #client: TidingsClient
  readonly #queries: QueryClient
  readonly #invalidations: Invalidations
  readonly #bindings = new Map<string, ListBinding<unknown>>()
  readonly #byQueryKey = new Map<string, ListBinding<unknown>>()

  constructor(client: TidingsClient, queries: QueryClient, map: QueryKeyMap) {
    this.#client = client
    this.#queries = queries
    this.#invalidations = new Invalidations(
      queries,
      map,
      (key) => this.#byQueryKey.get(hashKey(key))?.followsItsStream() ?? false,
    )
  }

  get invalidations(): Invalidations {
    return this.#invalidations
  }

  of<T>(address: ListAddress<T>): ListBinding<T> {
    const key = hashKey([address.destination, address.queryKey])
    const known = this.#bindings.get(key)
    // One query key holds one type; TanStack Query makes the same assumption about its cache.
    if (known !== undefined) return known as ListBinding<T>
    const binding = new ListBinding(this.#client, this.#queries, address, (change) => {
      this.#invalidations.note(change)
    })
    this.#bindings.set(key, binding as ListBinding<unknown>)
    this.#byQueryKey.set(hashKey(address.queryKey), binding as ListBinding<unknown>)
    return binding
  }

  /** The binding of a list that a component has shown. */
  find(queryKey: QueryKey): ListBinding<unknown> | undefined {
    return this.#byQueryKey.get(hashKey(queryKey))
  }
}
