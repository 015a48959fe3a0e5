import { Client, type IFrame, type IStompSocket, TickerStrategy } from '@stomp/stompjs'
import type { Backoff } from './backoff.js'
import type { Clock } from './clock.js'
import { CLOSED, endOfClose, endOfError, type SessionEnd } from './errors.js'
import { Reservoir } from './latency.js'
import { isReactNative } from './network.js'
import type { Connection, SessionListener, SocketState } from './session.js'
import { SessionUpkeep } from './sessionUpkeep.js'
import { StompSession } from './stompSession.js'
import { MutableStore, type Store } from './store.js'
import { askForToken, type TokenSource } from './token.js'

/** Makes the socket; the protocols are the versions of STOMP that the client speaks. */
export type WebSocketFactory = (url: string, protocols: string[]) => IStompSocket

export interface StompConnectionOptions {
  readonly url: string
  readonly token: TokenSource
  readonly backoff: Backoff
  readonly random: () => number
  /** Asks the server for how many milliseconds it wants to be left alone. */
  readonly readRetryAfter: () => Promise<number | undefined>
  readonly log: (text: string) => void
  readonly webSocketFactory?: WebSocketFactory | undefined
}

const HEARTBEAT = 10_000
const CONNECTION_TIMEOUT = 10_000
const STABLE_AFTER = 5_000
const GOODBYE_TIMEOUT = 1_000
const REPORTED_LATENCIES = 100
const LONGEST_POSTPONEMENT = 300_000
// A server that announced the end of a session and does not end it may have died on the way.
const DRAIN_GRACE = 5_000

/**
 * Keeps one STOMP session open until told to stop.
 *
 * Every attempt has a STOMP client of its own, so that nothing of a session that ended reaches the next one. Attempts
 * go on for ever, except after an end that the server marked `retry: never`. A token that has run out is replaced once;
 * only when its source has no other one is the user signed out. A server of an older version, which takes no messages
 * about the session, is met without them: its sessions are not measured, and its tokens are replaced by a new session.
 */
export class StompConnection implements Connection {
  readonly isShared = false
  readonly #options: StompConnectionOptions
  readonly #state = new MutableStore<SocketState>({ status: 'closed' })
  readonly #clock = new MutableStore<Clock | undefined>(undefined)
  readonly #latencies: Reservoir
  #listener: SessionListener | undefined
  #client: Client | undefined
  #upkeep: SessionUpkeep | undefined
  #attempt: object | undefined
  #end: SessionEnd | undefined
  #outdated: { readonly token: string; readonly end: SessionEnd } | undefined
  #token = ''
  #notBefore = 0
  #isDrained = false
  #maySend = true
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #stableTimer: ReturnType<typeof setTimeout> | undefined
  #drainTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: StompConnectionOptions) {
    this.#options = options
    this.#latencies = new Reservoir(REPORTED_LATENCIES, options.random)
  }

  get state(): Store<SocketState> {
    return this.#state
  }

  get clock(): Store<Clock | undefined> {
    return this.#clock
  }

  start(listener: SessionListener): void {
    const { status } = this.#state.getSnapshot()
    this.#listener = listener
    if (status === 'closed' || status === 'ended') this.#connect()
  }

  retryNow(): void {
    if (Date.now() < this.#notBefore) return
    if (this.#state.getSnapshot().status === 'waiting') this.#connect()
  }

  postpone(milliseconds: number): void {
    const wait = Math.min(milliseconds, LONGEST_POSTPONEMENT)
    this.#notBefore = Math.max(this.#notBefore, Date.now() + wait)
    this.#isDrained = false
    if (this.#state.getSnapshot().status === 'waiting') this.#schedule(this.#options.backoff.next())
  }

  report(milliseconds: readonly number[]): void {
    for (const one of milliseconds) this.#latencies.add(one)
  }

  stop(): void {
    this.#attempt = undefined
    this.#outdated = undefined
    this.#notBefore = 0
    const client = this.#client
    this.#client = undefined
    const wasOpen = this.#state.getSnapshot().status === 'open'
    this.#endUpkeep()
    clearTimeout(this.#retryTimer)
    this.#options.backoff.reset()
    this.#state.set({ status: 'closed' })
    if (client) sayGoodbye(client)
    if (wasOpen) this.#listener?.onClose()
  }

  #connect(): void {
    clearTimeout(this.#retryTimer)
    this.#end = undefined
    this.#isDrained = false
    this.#state.set({ status: 'connecting' })
    this.#options.log('Connecting')
    const attempt = (this.#attempt = {})
    askForToken(this.#options.token, this.#outdated?.token).then(
      (token) => {
        if (attempt === this.#attempt) this.#connectWith(token)
      },
      (error: unknown) => {
        if (attempt !== this.#attempt) return
        this.#options.log(`No token: ${String(error)}`)
        this.#wait('later')
      },
    )
  }

  #connectWith(token: string | undefined): void {
    if (token === undefined || token === this.#outdated?.token) {
      const none = { code: 'authentication_failed', message: 'There is no token', retry: 'never' }
      this.#finish(this.#outdated?.end ?? (none as SessionEnd))
      return
    }
    this.#token = token
    const client = this.#createClient(token)
    this.#client = client
    client.activate()
  }

  #createClient(token: string): Client {
    const { url, webSocketFactory } = this.#options
    const client = new Client({
      connectHeaders: { Authorization: `Bearer ${token}` },
      connectionTimeout: CONNECTION_TIMEOUT,
      // The waits are this class's own: the library's have no jitter.
      reconnectDelay: 0,
      heartbeatIncoming: HEARTBEAT,
      heartbeatOutgoing: HEARTBEAT,
      heartbeatStrategy: TickerStrategy.Worker,
      // A peer that is gone never answers a close frame; without this the loss would be noticed minutes later.
      discardWebsocketOnCommFailure: true,
      forceBinaryWSFrames: isReactNative(),
      appendMissingNULLonIncoming: isReactNative(),
      onConnect: () => {
        if (client === this.#client) this.#opened(client, token)
      },
      onStompError: (frame) => {
        if (client === this.#client) this.#failed(client, frame)
      },
      onWebSocketClose: (event: CloseEvent) => {
        if (client === this.#client) this.#closed(event)
      },
    })
    if (webSocketFactory) {
      client.webSocketFactory = () => webSocketFactory(url, client.stompVersions.protocolVersions())
    } else client.brokerURL = url
    return client
  }

  #opened(client: Client, token: string): void {
    this.#options.log('Connected')
    this.#outdated = undefined
    this.#notBefore = 0
    // A server that accepts sessions and drops them again must not be met with a loop of immediate attempts.
    this.#stableTimer = setTimeout(() => {
      this.#options.backoff.reset()
    }, STABLE_AFTER)
    const session = new StompSession(client)
    this.#state.set({ status: 'open' })
    this.#listener?.onOpen(session)
    if (client === this.#client) this.#upkeep = this.#keepUp(client, session, token)
  }

  #keepUp(client: Client, session: StompSession, token: string): SessionUpkeep {
    return new SessionUpkeep(session, token, {
      token: this.#options.token,
      onDraining: (milliseconds) => {
        this.#drain(client, milliseconds)
      },
      onRenewed: (renewed) => {
        this.#token = renewed
      },
      onClock: (clock) => {
        this.#clock.set(clock)
      },
      maySend: this.#maySend,
      latencies: this.#latencies,
      log: this.#options.log,
    })
  }

  #drain(client: Client, milliseconds: number): void {
    this.#options.log(`Server drains, next session in=${milliseconds}`)
    this.#isDrained = true
    this.#notBefore = Date.now() + Math.min(milliseconds, LONGEST_POSTPONEMENT)
    clearTimeout(this.#drainTimer)
    this.#drainTimer = setTimeout(() => {
      client.forceDisconnect()
    }, milliseconds + DRAIN_GRACE)
  }

  #failed(client: Client, frame: IFrame): void {
    this.#end = endOfError(frame.headers)
    client.forceDisconnect()
  }

  #closed(event: CloseEvent): void {
    this.#endUpkeep()
    const client = this.#client
    this.#client = undefined
    void client?.deactivate()
    const wasOpen = this.#state.getSnapshot().status === 'open'
    const end = this.#end ?? endOfClose(event.code)
    this.#options.log(`Connection closed code=${event.code} reason=${end.code}`)
    this.#leave(end)
    if (wasOpen) this.#listener?.onClose()
    else if (end.code === CLOSED) this.#askRetryAfter()
  }

  #leave(end: SessionEnd): void {
    if (end.code === 'token_expired') {
      this.#outdated = { token: this.#token, end }
      this.#wait('now')
    } else if (end.code === 'unsupported' && this.#maySend) {
      this.#maySend = false
      this.#wait('now')
    } else if (end.retry === 'never') this.#finish(end)
    else this.#wait(end.retry)
  }

  /** A browser does not tell why a handshake failed, so the server is asked in another way. */
  #askRetryAfter(): void {
    const attempt = this.#attempt
    void this.#options.readRetryAfter().then((milliseconds) => {
      if (milliseconds !== undefined && attempt === this.#attempt) this.postpone(milliseconds)
    })
  }

  #wait(retry: 'now' | 'later'): void {
    const { backoff } = this.#options
    if (retry === 'later' && !this.#isDrained) backoff.skipFirst()
    const delay = backoff.next()
    this.#state.set({ status: 'waiting', attempt: backoff.attempt })
    this.#schedule(delay)
  }

  #schedule(delay: number): void {
    clearTimeout(this.#retryTimer)
    const asked = Math.max(0, this.#notBefore - Date.now())
    // All whom the server turned away were told the same time; in a drain each has a turn of its own.
    const wait = this.#isDrained ? Math.max(asked, delay) : asked + delay
    this.#retryTimer = setTimeout(() => {
      this.#connect()
    }, wait)
  }

  #finish(end: SessionEnd): void {
    this.#attempt = undefined
    this.#state.set({ status: 'ended', end })
  }

  #endUpkeep(): void {
    clearTimeout(this.#stableTimer)
    clearTimeout(this.#drainTimer)
    this.#upkeep?.end()
    this.#upkeep = undefined
  }
}

function sayGoodbye(client: Client): void {
  void client.deactivate()
  // DISCONNECT waits for its RECEIPT, which a server in trouble never sends.
  setTimeout(() => {
    void client.deactivate({ force: true })
  }, GOODBYE_TIMEOUT)
}
