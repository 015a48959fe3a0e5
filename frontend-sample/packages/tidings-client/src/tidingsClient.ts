import { Backoff } from './backoff.js'
import { ChangeFeed } from './changeFeed.js'
import type { ChangesEndpoint } from './changesEndpoint.js'
import type { ConnectionState } from './connectionState.js'
import { noCounters, type Counter, type Counters } from './counters.js'
import { needsSignIn, type SessionEnd } from './errors.js'
import type { Feed, FeedContext, FeedOptions, RecentChange } from './feed.js'
import { isOffline, watchNetwork } from './network.js'
import type { TidingsOptions, Transport } from './options.js'
import { createEndpoint, createOwnConnection } from './ownConnection.js'
import { Poller } from './poller.js'
import { QualityMeter, type Quality } from './quality.js'
import { Reception } from './reception.js'
import { ReplayReader, type ReplayOutcome } from './replay.js'
import { SavedRequests } from './savedRequests.js'
import type { Connection, Session, SocketState } from './session.js'
import { MutableStore, type Store } from './store.js'

const POLL_INTERVAL = 3_000
const RECENT_CHANGES = 20
const STALLED_REPLAY_DELAY = 500

/**
 * Follows streams over one STOMP session, and over HTTP while there is none.
 *
 * Both ways carry the same entries with the same positions, so switching between them loses nothing and repeats
 * nothing. Feeds may be opened at any time, also before `start`.
 */
export class TidingsClient {
  readonly #connection: Connection
  readonly #repairs: ReplayReader
  readonly #repairBackoff: Backoff
  readonly #poller: Poller
  readonly #reception: Reception
  readonly #feeds = new Map<ChangeFeed, (() => void) | undefined>()
  readonly #state = new MutableStore<ConnectionState>({ status: 'idle' })
  readonly #updatedAt = new MutableStore<number | undefined>(undefined)
  readonly #recent = new MutableStore<readonly RecentChange[]>([])
  readonly #counters = noCounters()
  readonly #savedRequests: SavedRequests
  readonly #meter: QualityMeter
  readonly #pollInterval: number
  readonly #random: () => number
  readonly #log: (text: string) => void
  readonly #context: FeedContext
  #transport: Transport
  #session: Session | undefined
  #refusal: SessionEnd | undefined
  #lostAt: number | undefined
  #repairTimer: ReturnType<typeof setTimeout> | undefined
  #unwatchNetwork = (): void => undefined

  constructor(options: TidingsOptions, connection: Connection = createOwnConnection(options)) {
    const { random = Math.random, log = () => undefined } = options
    const endpoint = createEndpoint(options)
    this.#transport = options.transport ?? 'auto'
    this.#pollInterval = options.pollInterval ?? POLL_INTERVAL
    this.#savedRequests = new SavedRequests(this.#pollInterval)
    this.#random = random
    this.#log = log
    this.#context = this.#createContext()
    this.#reception = new Reception({
      count: (counter) => {
        this.#count(counter)
      },
      log,
    })
    this.#repairBackoff = new Backoff({ random })
    this.#repairs = this.#createRepairs(endpoint)
    this.#poller = this.#createPoller(endpoint)
    this.#connection = connection
    this.#meter = new QualityMeter(this.#connection.clock, (milliseconds) => {
      this.#connection.report(milliseconds)
    })
    this.#connection.state.subscribe(() => {
      this.#socketChanged(this.#connection.state.getSnapshot())
    })
  }

  get state(): Store<ConnectionState> {
    return this.#state
  }

  /** When a change, a list or a poll last confirmed what the client shows. */
  get updatedAt(): Store<number | undefined> {
    return this.#updatedAt
  }

  get counters(): Counters {
    return { ...this.#counters, savedRequests: this.#savedRequests.count }
  }

  /** Round trip, clock offset and the latency of changes; published once a second at most. */
  get quality(): Store<Quality> {
    return this.#meter.quality
  }

  /** The last changes that were applied, the latest first. */
  get recentChanges(): Store<readonly RecentChange[]> {
    return this.#recent
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
    this.#trackSavedRequests()
    this.noteUpdate()
    return feed
  }

  /** Reads changes at once while no session delivers them, for example after an own write. */
  refresh(): void {
    if (this.#session === undefined) this.#repairs.request(this.#feeds.keys())
  }

  /** Notes that the owner has just loaded current data. */
  noteUpdate(): void {
    this.#updatedAt.set(Date.now())
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
      count: (counter) => {
        this.#count(counter)
      },
      applied: (feed, change, position) => {
        this.#counters.applied++
        this.#meter.applied(change.timestamp)
        const { destination } = feed
        const recent = { destination, position, at: Date.now(), change }
        this.#recent.set([recent, ...this.#recent.getSnapshot()].slice(0, RECENT_CHANGES))
        this.noteUpdate()
      },
      log: this.#log,
      close: (feed) => {
        this.#feeds.get(feed)?.()
        this.#feeds.delete(feed)
        this.#trackSavedRequests()
        this.#repairs.forget(feed)
        this.#settle()
      },
    }
  }

  #count(counter: Counter): void {
    this.#counters[counter]++
  }

  #trackSavedRequests(): void {
    this.#savedRequests.track(this.#session === undefined ? 0 : this.#feeds.size)
  }

  #createRepairs(endpoint: ChangesEndpoint): ReplayReader {
    return new ReplayReader({
      endpoint,
      onOutcome: (outcome) => {
        if (outcome.kind === 'signed-out') this.#halt(TOKEN_EXPIRED)
        else if (this.#session !== undefined) this.#repairAgain(outcome.kind === 'ok')
        else this.#polled(outcome)
      },
      log: this.#log,
    })
  }

  #createPoller(endpoint: ChangesEndpoint): Poller {
    return new Poller({
      endpoint,
      feeds: () => this.#feeds.keys(),
      interval: this.#pollInterval,
      mayWait: () => !this.#connection.isShared,
      onPoll: () => {
        this.#count('polls')
      },
      onOutcome: (outcome) => {
        if (outcome.kind === 'signed-out') this.#halt(TOKEN_EXPIRED)
        else this.#polled(outcome)
      },
      log: this.#log,
    })
  }

  #sessionOpened(session: Session): void {
    this.#poller.stop()
    if (this.#counters.sessions > 0) this.#count('reconnects')
    this.#count('sessions')
    this.#repairBackoff.reset()
    this.#session = session
    this.#meter.sessionOpened()
    this.#trackSavedRequests()
    this.#state.set({ status: 'recovering' })
    for (const feed of [...this.#feeds.keys()]) this.#subscribe(feed, session)
    this.#settle()
  }

  #sessionClosed(): void {
    this.#session = undefined
    this.#meter.sessionClosed()
    this.#trackSavedRequests()
    clearTimeout(this.#repairTimer)
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
    clearTimeout(this.#repairTimer)
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

  #repairAgain(isRead: boolean): void {
    if (isRead) this.#repairBackoff.reset()
    else this.#repairBackoff.skipFirst()
    clearTimeout(this.#repairTimer)
    this.#repairTimer = setTimeout(
      () => {
        this.#repairs.request([...this.#feeds.keys()].filter((feed) => feed.isBehind()))
      },
      isRead ? STALLED_REPLAY_DELAY : this.#repairBackoff.next(),
    )
  }

  #polled(outcome: Exclude<ReplayOutcome, { kind: 'signed-out' }>): void {
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

const TOKEN_EXPIRED: ConnectionState = { status: 'signed-out', code: 'token_expired' }

/** Connects to a service and keeps the connection until `stop`. */
export function connect(options: TidingsOptions): TidingsClient {
  const client = new TidingsClient(options)
  client.start()
  return client
}
