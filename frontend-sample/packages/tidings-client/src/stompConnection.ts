import { Client, type IFrame, type IStompSocket, TickerStrategy } from '@stomp/stompjs'
import { Backoff } from './backoff'
import { endOfClose, endOfError, type SessionEnd } from './errors'
import { formatPosition, type Position } from './position'
import { MutableStore, type Store } from './store'

/** What happens to one SUBSCRIBE. */
interface SubscriptionHandlers {
  onMessage(headers: FrameHeaders, body: string): void
  onReceipt(headers: FrameHeaders): void
}

export type FrameHeaders = Readonly<Record<string, string | undefined>>

/** One STOMP session; useless once its connection is gone. */
export interface StompSession {
  /** Sends SUBSCRIBE and returns what sends UNSUBSCRIBE. */
  subscribe(destination: string, since: Position, handlers: SubscriptionHandlers): () => void
}

export type SocketState =
  | { readonly status: 'closed' }
  | { readonly status: 'connecting' }
  | { readonly status: 'open' }
  | { readonly status: 'waiting'; readonly attempt: number }
  | { readonly status: 'ended'; readonly end: SessionEnd }

export interface StompConnectionOptions {
  readonly url: string
  readonly token: () => string | undefined
  readonly onOpen: (session: StompSession) => void
  readonly onClose: () => void
  readonly log: (text: string) => void
  readonly backoff: Backoff
  readonly webSocketFactory?: (() => IStompSocket) | undefined
}

const HEARTBEAT = 10_000
const CONNECTION_TIMEOUT = 10_000
const RECEIPT_TIMEOUT = 15_000
const STABLE_AFTER = 5_000
const GOODBYE_TIMEOUT = 1_000

/**
 * Keeps one STOMP session open until told to stop.
 *
 * Every attempt has a STOMP client of its own, so that nothing of a session that ended reaches the next one. Attempts
 * go on for ever, except after an end that the server marked `retry: never`.
 */
export class StompConnection {
  readonly #options: StompConnectionOptions
  readonly #state = new MutableStore<SocketState>({ status: 'closed' })
  #client: Client | undefined
  #end: SessionEnd | undefined
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #stableTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: StompConnectionOptions) {
    this.#options = options
  }

  get state(): Store<SocketState> {
    return this.#state
  }

  start(): void {
    const { status } = this.#state.getSnapshot()
    if (status === 'closed' || status === 'ended') this.#connect()
  }

  /** Connects now when an attempt is waiting; the waits that may follow do not get shorter. */
  retryNow(): void {
    if (this.#state.getSnapshot().status === 'waiting') this.#connect()
  }

  stop(): void {
    clearTimeout(this.#retryTimer)
    clearTimeout(this.#stableTimer)
    const client = this.#client
    this.#client = undefined
    const wasOpen = this.#state.getSnapshot().status === 'open'
    this.#options.backoff.reset()
    this.#state.set({ status: 'closed' })
    if (client) sayGoodbye(client)
    if (wasOpen) this.#options.onClose()
  }

  #connect(): void {
    clearTimeout(this.#retryTimer)
    const token = this.#options.token()
    if (token === undefined) {
      this.#finish({ code: 'authentication_failed', message: 'There is no token', retry: 'never' })
      return
    }
    this.#end = undefined
    this.#state.set({ status: 'connecting' })
    this.#options.log('Connecting')
    const client = this.#createClient(token)
    this.#client = client
    client.activate()
  }

  #createClient(token: string): Client {
    const client = new Client({
      ...(this.#options.webSocketFactory
        ? { webSocketFactory: this.#options.webSocketFactory }
        : { brokerURL: this.#options.url }),
      connectHeaders: { Authorization: `Bearer ${token}` },
      connectionTimeout: CONNECTION_TIMEOUT,
      // The waits are this class's own: the library's have no jitter.
      reconnectDelay: 0,
      heartbeatIncoming: HEARTBEAT,
      heartbeatOutgoing: HEARTBEAT,
      heartbeatStrategy: TickerStrategy.Worker,
      // A peer that is gone never answers a close frame; without this the loss would be noticed minutes later.
      discardWebsocketOnCommFailure: true,
      onConnect: () => {
        if (client === this.#client) this.#opened(client)
      },
      onStompError: (frame) => {
        if (client === this.#client) this.#failed(client, frame)
      },
      onWebSocketClose: (event: CloseEvent) => {
        if (client === this.#client) this.#closed(event)
      },
    })
    return client
  }

  #opened(client: Client): void {
    this.#options.log('Connected')
    // A server that accepts sessions and drops them again must not be met with a loop of immediate attempts.
    this.#stableTimer = setTimeout(() => {
      this.#options.backoff.reset()
    }, STABLE_AFTER)
    this.#state.set({ status: 'open' })
    this.#options.onOpen(new ClientSession(client))
  }

  #failed(client: Client, frame: IFrame): void {
    this.#end = endOfError(frame.headers)
    client.forceDisconnect()
  }

  #closed(event: CloseEvent): void {
    clearTimeout(this.#stableTimer)
    const client = this.#client
    this.#client = undefined
    void client?.deactivate()
    const wasOpen = this.#state.getSnapshot().status === 'open'
    const end = this.#end ?? endOfClose(event.code)
    this.#options.log(`Connection closed code=${event.code} reason=${end.code}`)
    if (end.retry === 'never') this.#finish(end)
    else this.#wait(end)
    if (wasOpen) this.#options.onClose()
  }

  #wait(end: SessionEnd): void {
    const { backoff } = this.#options
    if (end.retry === 'later') backoff.skipFirst()
    const delay = backoff.next()
    this.#state.set({ status: 'waiting', attempt: backoff.attempt })
    this.#retryTimer = setTimeout(() => {
      this.#connect()
    }, delay)
  }

  #finish(end: SessionEnd): void {
    this.#state.set({ status: 'ended', end })
  }
}

class ClientSession implements StompSession {
  readonly #client: Client
  #count = 0

  constructor(client: Client) {
    this.#client = client
  }

  subscribe(destination: string, since: Position, handlers: SubscriptionHandlers): () => void {
    const id = `s${++this.#count}`
    const receipt = `r${this.#count}`
    const timer = setTimeout(() => {
      this.#client.forceDisconnect()
    }, RECEIPT_TIMEOUT)
    this.#client.watchForReceipt(receipt, (frame) => {
      clearTimeout(timer)
      handlers.onReceipt(frame.headers)
    })
    const subscription = this.#client.subscribe(
      destination,
      (message) => {
        handlers.onMessage(message.headers, message.body)
      },
      // Fewer messages, and what one transaction changed is shown at once.
      { id, receipt, since: formatPosition(since), batch: 'true' },
    )
    return () => {
      clearTimeout(timer)
      if (this.#client.connected) subscription.unsubscribe()
    }
  }
}

function sayGoodbye(client: Client): void {
  void client.deactivate()
  // DISCONNECT waits for its RECEIPT, which a server in trouble never sends.
  setTimeout(() => {
    void client.deactivate({ force: true })
  }, GOODBYE_TIMEOUT)
}
