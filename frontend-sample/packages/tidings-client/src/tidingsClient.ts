import { ChangeFeed } from './changeFeed.js'
import type { ChangesEndpoint } from './changesEndpoint.js'
import { ClientRecord } from './clientRecord.js'
import type { ConnectionState } from './connectionState.js'
import type { Counters } from './counters.js'
import { needsSignIn, type SessionEnd } from './errors.js'
import type { Feed, FeedContext, FeedOptions, RecentChange } from './feed.js'
import { isOffline, watchNetwork } from './network.js'
import type { TidingsOptions, Transport } from './options.js'
import { createEndpoint, createOwnConnection } from './ownConnection.js'
import { Poller } from './poller.js'
import type { Quality } from './quality.js'
import { Reception } from './reception.js'
import { Repairs } from './repairs.js'
import type { ReplayOutcome } from './replay.js'
import type { Connection, Session, SocketState } from './session.js'
import { MutableStore, type Store } from './store.js'

const POLL_INTERVAL = 3_000

/**
 * Follows streams over one STOMP session, and over HTTP while there is none.
 *
 * Both ways carry the same entries with the same positions, so switching between them loses nothing and repeats
 * nothing. Feeds may be opened at any time, also before `start`.
 */
export class TidingsClient {
  readonly #connection: Connection
  readonly #repairs: Repairs
  readonly #poller: Poller
  readonly #reception: Reception
  readonly #feeds = new Map<ChangeFeed, (() => void) | undefined>()
  readonly #state = new MutableStore<ConnectionState>({ status: 'idle' })
  readonly #record: ClientRecord
  #pollInterval: number
  readonly #random: () => number
  readonly #log: (text: string) => void
  readonly #context: FeedContext
  #transport: Transport
  #session: Session | undefined
  #refusal: SessionEnd | undefined
  #lostAt: number | undefined
  #unwatchNetwork = (): void => undefined

  constructor(options: TidingsOptions, connection: Connection = createOwnConnection(options)) {
    const { random = Math.random, log = () => undefined } = options
    const endpoint = createEndpoint(options)
    this.#connection = connection
    this.#transport = options.transport ?? 'auto'
    this.#pollInterval = options.pollInterval ?? POLL_INTERVAL
    this.#random = random
    this.#log = log
    this.#record = new ClientRecord(connection, this.#pollInterval)
    this.#reception = new Reception({ count: this.#record.count, log })
    this.#context = this.#createContext()
    this.#repairs = this.#createRepairs(endpoint)
    this.#poller = this.#createPoller(endpoint)
    this.#connection.state.subscribe(() => {
      this.#socketChanged(this.#connection.state.getSnapshot())
    })
  }

  get state(): Store<ConnectionState> {
    return this.#state
  }

  /** When a change, a list or a poll last confirmed what the client shows. */
  get updatedAt(): Store<number | undefined> {
    return this.#record.updatedAt
  }

  get counters(): Counters {
    return this.#record.counters
  }

  /** Round trip, clock offset and the latency of changes; published once a second at most. */
  get quality(): Store<Quality> {
    return this.#record.quality
  }

  /** The last changes that were applied, the latest first. */
  get recentChanges(): Store<readonly RecentChange[]> {
    return this.#record.recentChanges
  }

  /** The feeds that are open, with their positions and states. */
  get feeds(): readonly Feed[] {
    return [...this.#feeds.keys()]
  }

  get transport(): Transport {
    return this.#transport
  }

  isConnectionOpen(): boolean {
    return this.#session !== undefined
  }

  /** Connects. Has no effect on a client that runs already. */
  start(): void {
    if (this.#isRunning()) return
    this.#refusal = undefined
    this.#unwatchNetwork = watchNetwork(() => {
      this.#networkChanged()
    })
    this.#state.set({ status: 'connecting' })
    this.#begin()
  }

  /** Closes the session and stops polling. Feeds stay where they are and go on after the next `start`. */
  stop(): void {
    this.#halt({ status: 'idle' })
  }

  /** Milliseconds between polls that the server does not hold. */
  get pollInterval(): number {
    return this.#pollInterval
  }

  /** Holds from the next poll on. */
  setPollInterval(milliseconds: number): void {
    this.#pollInterval = milliseconds
  }

  /** Switches between socket and polling, at any time and without a loss. */
  setTransport(transport: Transport): void {
    if (transport === this.#transport) return
    this.#transport = transport
    this.#refusal = undefined
    if (!this.#isRunning()) return
    this.#connection.stop()
    this.#begin()
  }

  /**
   * Follows a stream from a position, normally that of the list just loaded.
   *
   * Close the feed to stop. Handlers are not called before this method has returned.
   */
  feed(destination: string, options: FeedOptions): Feed {
    const feed = new ChangeFeed(destination, options, this.#context)
    this.#feeds.set(feed, undefined)
    let wasFollowing = true
    feed.state.subscribe(() => {
      this.#settle()
      const isBack = !wasFollowing && feed.isFollowing()
      wasFollowing = feed.isFollowing()
      if (isBack) this.#poller.pollNow()
    })
    if (this.#session) this.#subscribe(feed, this.#session)
    else this.#poller.pollNow()
    this.#trackFeeds()
    this.noteUpdate()
    return feed
  }

  /** Reads changes at once while no session delivers them, for example after an own write. */
  refresh(): void {
    if (this.#session === undefined) this.#repairs.request(this.#feeds.keys())
  }

  /** Notes that the owner has just loaded current data. */
  noteUpdate(): void {
    this.#record.noteUpdate()
  }

  #isRunning(): boolean {
    const { status } = this.#state.getSnapshot()
    return status !== 'idle' && status !== 'signed-out'
  }

  #begin(): void {
    if (this.#transport === 'polling') {
      this.#goAway(0)
      return
    }
    this.#connection.start({
      onOpen: (session) => {
        this.#sessionOpened(session)
      },
      onClose: () => {
        this.#sessionClosed()
      },
    })
  }

  #createContext(): FeedContext {
    return {
      requestReplay: (feed) => {
        this.#repairs.request([feed])
      },
      count: this.#record.count,
      applied: ({ destination }, change, position) => {
        this.#record.applied({ destination, position, at: Date.now(), change })
      },
      log: this.#log,
      close: (feed) => {
        this.#feeds.get(feed)?.()
        this.#feeds.delete(feed)
        this.#trackFeeds()
        this.#repairs.forget(feed)
        this.#settle()
      },
    }
  }

  #trackFeeds(): void {
    this.#record.feedsFollowed(this.#session === undefined ? 0 : this.#feeds.size)
  }

  #createRepairs(endpoint: ChangesEndpoint): Repairs {
    return new Repairs({
      endpoint,
      feeds: () => this.#feeds.keys(),
      hasSession: () => this.#session !== undefined,
      onOutcome: (outcome) => {
        this.#wasRead(outcome)
      },
      random: this.#random,
      log: this.#log,
    })
  }

  #createPoller(endpoint: ChangesEndpoint): Poller {
    return new Poller({
      endpoint,
      feeds: () => this.#feeds.keys(),
      interval: () => this.#pollInterval,
      mayWait: () => !this.#connection.isShared,
      onPoll: () => {
        this.#record.count('polls')
      },
      onOutcome: (outcome) => {
        this.#wasRead(outcome)
      },
      log: this.#log,
    })
  }

  #sessionOpened(session: Session): void {
    this.#poller.stop()
    this.#repairs.sessionOpened()
    this.#record.sessionOpened(this.#feeds.size)
    this.#session = session
    this.#state.set({ status: 'recovering' })
    for (const feed of [...this.#feeds.keys()]) this.#subscribe(feed, session)
    this.#settle()
  }

  #sessionClosed(): void {
    this.#session = undefined
    this.#repairs.sessionClosed()
    this.#record.sessionClosed()
    for (const feed of [...this.#feeds.keys()]) {
      this.#feeds.set(feed, undefined)
      feed.sessionClosed()
    }
  }

  #socketChanged(socket: SocketState): void {
    // Clients that lost a server in the same moment must not poll in the same moment.
    const jitter = this.#pollInterval * (0.5 + this.#random() / 2)
    if (socket.status === 'waiting') this.#goAway(jitter)
    if (socket.status !== 'ended') return
    if (needsSignIn(socket.end.code)) this.#halt({ status: 'signed-out', code: socket.end.code })
    else {
      this.#log(`Session ended for good code=${socket.end.code}`)
      this.#refusal = socket.end
      this.#showAway()
      this.#goAway(jitter)
    }
  }

  #goAway(pollDelay: number): void {
    this.#poller.start(pollDelay)
    if (this.#state.getSnapshot().status !== 'polling') this.#showAway()
  }

  #showAway(): void {
    const since = (this.#lostAt ??= Date.now())
    const { status } = this.#state.getSnapshot()
    if (this.#refusal) {
      const { code, message } = this.#refusal
      if (status !== 'refused') this.#state.set({ status: 'refused', since, code, message })
      return
    }
    const away = isOffline() ? 'offline' : 'reconnecting'
    if (status !== away) this.#state.set({ status: away, since })
  }

  #networkChanged(): void {
    const { status } = this.#state.getSnapshot()
    if (status === 'reconnecting' || status === 'offline') this.#showAway()
    if (isOffline()) return
    this.#connection.retryNow()
    this.#poller.pollNow()
  }

  #halt(state: ConnectionState): void {
    this.#unwatchNetwork()
    this.#poller.stop()
    this.#repairs.stop()
    this.#lostAt = undefined
    // Set first: the closing session must not be taken for a lost one.
    this.#state.set(state)
    this.#connection.stop()
  }

  #subscribe(feed: ChangeFeed, session: Session): void {
    if (feed.state.getSnapshot().status === 'refused') return
    feed.sessionOpened()
    const since = feed.isWithoutPosition() ? undefined : feed.reached
    const unsubscribe = session.subscribe(feed.destination, since, {
      onMessage: (headers, body) => {
        this.#reception.receiveMessage(feed, headers, body)
      },
      onReceipt: (headers) => {
        this.#reception.receiveReceipt(feed, headers)
      },
    })
    this.#feeds.set(feed, unsubscribe)
  }

  #settle(): void {
    if (this.#state.getSnapshot().status !== 'recovering') return
    for (const feed of this.#feeds.keys()) if (!feed.isSettled()) return
    this.#lostAt = undefined
    this.#state.set({ status: 'live' })
    this.noteUpdate()
  }

  #wasRead(outcome: ReplayOutcome): void {
    if (outcome.kind === 'signed-out') {
      this.#halt({ status: 'signed-out', code: 'token_expired' })
      return
    }
    if (this.#session !== undefined || this.#lostAt === undefined) return
    if (outcome.kind === 'failed') {
      if (outcome.retryAfter !== undefined) this.#connection.postpone(outcome.retryAfter)
      this.#showAway()
      return
    }
    this.noteUpdate()
    if (this.#state.getSnapshot().status === 'polling') return
    this.#state.set({ status: 'polling', since: this.#lostAt })
    // The server has just been seen: waiting out a long back-off would keep people on polling for nothing. Later polls
    // do not hurry the socket, which may be blocked on the way for as long as this network is used.
    this.#connection.retryNow()
  }
}

/** Connects to a service and keeps the connection until `stop`. */
export function connect(options: TidingsOptions): TidingsClient {
  const client = new TidingsClient(options)
  client.start()
  return client
}
