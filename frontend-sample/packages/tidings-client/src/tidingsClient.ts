import type { IStompSocket } from '@stomp/stompjs'
import { Backoff } from './backoff'
import { ChangeFeed, type FeedContext, type FeedHandlers } from './changeFeed'
import { noCounters, type Counters } from './counters'
import { needsSignIn, type SessionEnd } from './errors'
import { parsePosition, type Position } from './position'
import { parseBatch, parseBody, type WireBody } from './protocol'
import { ReplayReader, type ReplayOutcome } from './replay'
import {
  StompConnection,
  type FrameHeaders,
  type SocketState,
  type StompSession,
} from './stompConnection'
import { MutableStore, type Store } from './store'

/**
 * How changes reach this client. `since` is when the last session was lost, in milliseconds since 1970.
 *
 * `polling` means that changes come, `reconnecting` that none do.
 */
export type ConnectionState =
  | { readonly status: 'idle' }
  | { readonly status: 'connecting' }
  | { readonly status: 'recovering' }
  | { readonly status: 'live' }
  | { readonly status: 'reconnecting'; readonly since: number }
  | { readonly status: 'polling'; readonly since: number }
  | { readonly status: 'signed-out'; readonly code: string }

export interface TidingsClientOptions {
  /** Address of the WebSocket endpoint, `ws:` or `wss:`. */
  readonly socketUrl: string
  /** Address of `GET /api/changes`. */
  readonly changesUrl: string
  /** The current token; travels in headers only, never in an address. */
  readonly token: () => string | undefined
  /** Milliseconds between polls while no session is open. */
  readonly pollInterval?: number
  readonly log?: (text: string) => void
  readonly random?: () => number
  readonly fetch?: typeof fetch
  /** Another transport than a plain WebSocket, for example SockJS. */
  readonly webSocketFactory?: () => IStompSocket
}

const POLL_INTERVAL = 3_000
const STALLED_REPLAY_DELAY = 500

/**
 * Follows streams over one STOMP session, and over HTTP while there is none.
 *
 * Both ways carry the same entries with the same positions, so switching between them loses nothing and repeats
 * nothing. Feeds may be opened at any time, also before `start`.
 */
export class TidingsClient {
  readonly #connection: StompConnection
  readonly #replays: ReplayReader
  readonly #replayBackoff: Backoff
  readonly #feeds = new Map<ChangeFeed, (() => void) | undefined>()
  readonly #state = new MutableStore<ConnectionState>({ status: 'idle' })
  readonly #updatedAt = new MutableStore<number | undefined>(undefined)
  readonly #counters = noCounters()
  readonly #pollInterval: number
  readonly #random: () => number
  readonly #log: (text: string) => void
  readonly #context: FeedContext
  #session: StompSession | undefined
  #lostAt: number | undefined
  #pollTimer: ReturnType<typeof setTimeout> | undefined
  #repairTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: TidingsClientOptions) {
    const { random = Math.random, log = () => undefined, token } = options
    this.#pollInterval = options.pollInterval ?? POLL_INTERVAL
    this.#random = random
    this.#log = log
    this.#replayBackoff = new Backoff({ random })
    this.#replays = new ReplayReader({
      url: options.changesUrl,
      token,
      // Unbound: the browser's fetch refuses any other `this`.
      fetch: options.fetch ?? ((input, init) => fetch(input, init)),
      onOutcome: (outcome) => {
        this.#replayEnded(outcome)
      },
      log,
    })
    this.#connection = new StompConnection({
      url: options.socketUrl,
      token,
      backoff: new Backoff({ random }),
      onOpen: (session) => {
        this.#sessionOpened(session)
      },
      onClose: () => {
        this.#sessionClosed()
      },
      log,
      webSocketFactory: options.webSocketFactory,
    })
    this.#context = this.#createContext()
    this.#connection.state.subscribe(() => {
      this.#socketChanged(this.#connection.state.getSnapshot())
    })
  }

  get connection(): Store<ConnectionState> {
    return this.#state
  }

  /** When a change, a list or a poll last confirmed what the client shows. */
  get updatedAt(): Store<number | undefined> {
    return this.#updatedAt
  }

  get counters(): Counters {
    return { ...this.#counters }
  }

  isConnectionOpen(): boolean {
    return this.#session !== undefined
  }

  /** Connects. Has no effect on a client that runs already. */
  start(): void {
    const { status } = this.#state.getSnapshot()
    if (status !== 'idle' && status !== 'signed-out') return
    this.#state.set({ status: 'connecting' })
    globalThis.addEventListener('online', this.#retry)
    this.#connection.start()
  }

  /** Closes the session and stops polling. Feeds stay where they are and go on after the next `start`. */
  stop(): void {
    this.#halt({ status: 'idle' })
  }

  /**
   * Follows a stream from a position, normally that of the list just loaded.
   *
   * Close the feed to stop. Handlers are not called before this method has returned.
   */
  open(destination: string, position: Position, handlers: FeedHandlers): ChangeFeed {
    const feed = new ChangeFeed(destination, position, handlers, this.#context)
    this.#feeds.set(feed, undefined)
    feed.state.subscribe(() => {
      this.#settle()
    })
    if (this.#session) this.#subscribe(feed, this.#session)
    this.noteUpdate()
    return feed
  }

  /** Reads changes at once while no session delivers them, for example after an own write. */
  refresh(): void {
    if (this.#session === undefined) this.#replays.request(this.#feeds.keys())
  }

  /** Notes that the owner has just loaded current data. */
  noteUpdate(): void {
    this.#updatedAt.set(Date.now())
  }

  readonly #retry = (): void => {
    this.#connection.retryNow()
  }

  #createContext(): FeedContext {
    return {
      requestReplay: (feed) => {
        this.#replays.request([feed])
      },
      count: (counter) => {
        this.#counters[counter]++
        if (counter === 'applied') this.noteUpdate()
      },
      log: this.#log,
      close: (feed) => {
        this.#feeds.get(feed)?.()
        this.#feeds.delete(feed)
        this.#replays.forget(feed)
        this.#settle()
      },
    }
  }

  #sessionOpened(session: StompSession): void {
    clearTimeout(this.#pollTimer)
    this.#counters.sessions++
    this.#replayBackoff.reset()
    this.#session = session
    this.#state.set({ status: 'recovering' })
    for (const feed of [...this.#feeds.keys()]) this.#subscribe(feed, session)
    this.#settle()
  }

  #sessionClosed(): void {
    this.#session = undefined
    clearTimeout(this.#repairTimer)
    for (const feed of [...this.#feeds.keys()]) {
      this.#feeds.set(feed, undefined)
      feed.sessionClosed()
    }
  }

  #socketChanged(socket: SocketState): void {
    if (socket.status === 'ended') this.#ended(socket.end)
    else if (socket.status === 'waiting') this.#goAway()
  }

  #goAway(): void {
    const { status } = this.#state.getSnapshot()
    if (status === 'reconnecting' || status === 'polling') return
    this.#lostAt ??= Date.now()
    this.#state.set({ status: 'reconnecting', since: this.#lostAt })
    // Clients that lost a server in the same moment must not poll in the same moment.
    this.#schedulePoll(this.#pollInterval * (0.5 + this.#random() / 2))
  }

  #ended(end: SessionEnd): void {
    if (needsSignIn(end.code)) {
      this.#halt({ status: 'signed-out', code: end.code })
      return
    }
    this.#log(`Session ended for good code=${end.code}`)
    this.#goAway()
  }

  #halt(state: ConnectionState): void {
    globalThis.removeEventListener('online', this.#retry)
    clearTimeout(this.#pollTimer)
    clearTimeout(this.#repairTimer)
    this.#replays.stop()
    this.#lostAt = undefined
    // Set first: the closing session must not be taken for a lost one.
    this.#state.set(state)
    this.#connection.stop()
  }

  #subscribe(feed: ChangeFeed, session: StompSession): void {
    if (feed.state.getSnapshot().status === 'refused') return
    feed.sessionOpened()
    const unsubscribe = session.subscribe(feed.destination, feed.reached, {
      onMessage: (headers, body) => {
        this.#receive(feed, headers, body)
      },
      onReceipt: (headers) => {
        if (headers.error !== undefined) {
          feed.refuse({ code: headers.error, message: headers.message ?? '' })
        } else {
          feed.receiveReceipt(parsePosition(headers.position), headers.reset)
        }
      },
    })
    this.#feeds.set(feed, unsubscribe)
  }

  #receive(feed: ChangeFeed, headers: FrameHeaders, text: string): void {
    if (headers.error !== undefined) {
      feed.refuse({ code: headers.error, message: errorMessage(text) })
      return
    }
    if (headers.reset !== undefined) {
      feed.reset(headers.reset)
      return
    }
    const position = parsePosition(`${headers.epoch ?? ''}:${headers.sequence ?? ''}`)
    const first = parsePosition(`${headers.epoch ?? ''}:${headers['first-sequence'] ?? ''}`)
    if (position !== undefined && first !== undefined) {
      this.#receiveBatch(feed, first, position, parseBatch(text))
      return
    }
    const body = this.#noted(feed, parseBody(text))
    const after = parsePosition(headers.after)
    if (headers.transient === 'true') {
      if (after !== undefined) feed.receiveTransient(after, body)
    } else if (position !== undefined) {
      feed.receiveEntry(position, body)
    }
  }

  #receiveBatch(
    feed: ChangeFeed,
    first: Position,
    last: Position,
    bodies: readonly WireBody[],
  ): void {
    if (bodies.length !== last.sequence - first.sequence + 1) {
      feed.reset('unreadable')
      return
    }
    bodies.forEach((body, index) => {
      const position = { epoch: first.epoch, sequence: first.sequence + index }
      feed.receiveEntry(position, this.#noted(feed, body))
    })
  }

  /** Counts a body that cannot be read. */
  #noted(feed: ChangeFeed, body: WireBody): WireBody {
    if (body.kind === 'unreadable') {
      this.#counters.unreadable++
      this.#log(`Ignored message of '${feed.destination}': ${body.reason}`)
    }
    return body
  }

  #settle(): void {
    if (this.#state.getSnapshot().status !== 'recovering') return
    for (const feed of this.#feeds.keys()) if (!feed.isSettled()) return
    this.#lostAt = undefined
    this.#state.set({ status: 'live' })
    this.noteUpdate()
  }

  #schedulePoll(delay: number): void {
    clearTimeout(this.#pollTimer)
    this.#pollTimer = setTimeout(() => {
      this.#schedulePoll(this.#pollInterval)
      this.#counters.polls++
      this.#replays.request(this.#feeds.keys())
    }, delay)
  }

  #replayEnded(outcome: ReplayOutcome): void {
    if (outcome === 'signed-out') this.#halt({ status: 'signed-out', code: 'token_expired' })
    else if (this.#session !== undefined) this.#repairAgain(outcome)
    else if (this.#lostAt !== undefined) this.#polled(outcome, this.#lostAt)
  }

  #repairAgain(outcome: ReplayOutcome): void {
    if (outcome === 'ok') this.#replayBackoff.reset()
    else this.#replayBackoff.skipFirst()
    clearTimeout(this.#repairTimer)
    this.#repairTimer = setTimeout(
      () => {
        this.#replays.request([...this.#feeds.keys()].filter((feed) => feed.isBehind()))
      },
      outcome === 'ok' ? STALLED_REPLAY_DELAY : this.#replayBackoff.next(),
    )
  }

  #polled(outcome: ReplayOutcome, since: number): void {
    if (outcome !== 'ok') {
      this.#state.set({ status: 'reconnecting', since })
      return
    }
    this.noteUpdate()
    if (this.#state.getSnapshot().status === 'polling') return
    this.#state.set({ status: 'polling', since })
    // The server has just been seen: waiting out a long back-off would keep people on polling for nothing. Later polls
    // do not hurry the socket, which may be blocked on the way for as long as this network is used.
    this.#connection.retryNow()
  }
}

function errorMessage(text: string): string {
  try {
    const body: unknown = JSON.parse(text)
    const message = (body as { message?: unknown } | null)?.message
    return typeof message === 'string' ? message : ''
  } catch {
    return ''
  }
}
