import type { Clock } from './clock.js'
import type { HubAddress, HubMessage, Port, TabMessage } from './port.js'
import type { Position } from './position.js'
import type {
  Connection,
  FrameHeaders,
  Session,
  SessionListener,
  SocketState,
  SubscriptionHandlers,
} from './session.js'
import { MutableStore, type Store } from './store.js'
import type { TokenSource } from './token.js'

export interface PortConnectionOptions {
  /** Opens a way to the hub. */
  readonly open: () => Port
  readonly tab: string
  readonly address: HubAddress
  readonly token: TokenSource
  /** Does something as soon as this tab may be heard of. */
  readonly whenHeld: (action: () => void) => void
}

const HUB_TIMEOUT = 2_000
const REOPEN_AFTER = 10_000

/**
 * A tab's part of a session that several tabs share.
 *
 * To its owner it is a connection like any other: when the hub goes, the session is lost, and it opens again with the
 * next hub. A hub that does not answer counts as a server that does not, and is looked for again.
 */
export class PortConnection implements Connection {
  readonly isShared = true
  readonly #options: PortConnectionOptions
  readonly #state = new MutableStore<SocketState>({ status: 'closed' })
  readonly #clock = new MutableStore<Clock | undefined>(undefined)
  #listener: SessionListener | undefined
  #port: Port | undefined
  #session: PortSession | undefined
  #helloTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: PortConnectionOptions) {
    this.#options = options
  }

  get state(): Store<SocketState> {
    return this.#state
  }

  get clock(): Store<Clock | undefined> {
    return this.#clock
  }

  start(listener: SessionListener): void {
    this.#listener = listener
    const { status } = this.#state.getSnapshot()
    if (status !== 'closed' && status !== 'ended') return
    this.#state.set({ status: 'connecting' })
    this.#open()
  }

  retryNow(): void {
    this.#post({ kind: 'retry' })
  }

  postpone(milliseconds: number): void {
    this.#post({ kind: 'postpone', milliseconds })
  }

  report(milliseconds: readonly number[]): void {
    this.#post({ kind: 'report', milliseconds })
  }

  stop(): void {
    this.#leave()
    this.#change({ status: 'closed' })
  }

  /** Lets the hub go while the page is put aside; `resume` when it is shown again. */
  pause(): void {
    if (this.#port === undefined) return
    this.#post({ kind: 'bye' })
    this.#change({ status: 'waiting', attempt: 0 })
  }

  resume(): void {
    if (this.#port !== undefined && this.#session === undefined) this.#sayHello()
  }

  #open(): void {
    this.#leave()
    const port = this.#options.open()
    this.#port = port
    port.onmessage = ({ data }) => {
      // Hub and tabs are of one version: it is a part of the name under which they meet.
      if (port === this.#port) this.#receive(data as HubMessage)
    }
    this.#sayHello()
  }

  #leave(): void {
    clearTimeout(this.#helloTimer)
    this.#post({ kind: 'bye' })
    const port = this.#port
    this.#port = undefined
    this.#options.whenHeld(() => {
      port?.close()
    })
  }

  #sayHello(): void {
    const { tab, address } = this.#options
    this.#post({ kind: 'hello', tab, address })
    clearTimeout(this.#helloTimer)
    this.#helloTimer = setTimeout(() => {
      this.#change({ status: 'waiting', attempt: 0 })
      this.#helloTimer = setTimeout(() => {
        this.#open()
      }, REOPEN_AFTER)
    }, HUB_TIMEOUT)
  }

  #receive(message: HubMessage): void {
    switch (message.kind) {
      case 'hub':
        if (this.#session) this.#change({ status: 'waiting', attempt: 0 })
        this.#sayHello()
        break
      case 'state':
        clearTimeout(this.#helloTimer)
        if (message.state.status === 'open') this.#opened(message.session)
        else this.#change(message.state)
        break
      case 'clock':
        this.#clock.set(message.clock)
        break
      case 'message':
        this.#session?.receiveMessage(message.id, message.headers, message.body)
        break
      case 'receipt':
        this.#session?.receiveReceipt(message.id, message.headers)
        break
      case 'token':
        void this.#giveToken(message.request, message.outdated)
    }
  }

  #opened(number: number): void {
    if (this.#session?.number === number) return
    if (this.#session) this.#change({ status: 'waiting', attempt: 0 })
    this.#session = new PortSession(number, (message) => {
      this.#post(message)
    })
    this.#state.set({ status: 'open' })
    this.#listener?.onOpen(this.#session)
  }

  /** Any state but open. */
  #change(state: SocketState): void {
    const wasOpen = this.#session !== undefined
    this.#session = undefined
    this.#state.set(state)
    if (wasOpen) this.#listener?.onClose()
  }

  async #giveToken(request: number, outdated: string | undefined): Promise<void> {
    try {
      this.#post({ kind: 'token', request, token: await this.#options.token(outdated) })
    } catch {
      // The hub asks another tab when this one does not answer.
    }
  }

  #post(message: TabMessage): void {
    const port = this.#port
    if (port)
      this.#options.whenHeld(() => {
        port.postMessage(message)
      })
  }
}

class PortSession implements Session {
  readonly number: number
  readonly #post: (message: TabMessage) => void
  readonly #subscriptions = new Map<number, SubscriptionHandlers>()
  #count = 0

  constructor(number: number, post: (message: TabMessage) => void) {
    this.number = number
    this.#post = post
  }

  subscribe(
    destination: string,
    since: Position | undefined,
    handlers: SubscriptionHandlers,
  ): () => void {
    const id = ++this.#count
    this.#subscriptions.set(id, handlers)
    this.#post({ kind: 'subscribe', session: this.number, id, destination, since })
    return () => {
      if (!this.#subscriptions.delete(id)) return
      this.#post({ kind: 'unsubscribe', session: this.number, id })
    }
  }

  receiveMessage(id: number, headers: FrameHeaders, body: string): void {
    this.#subscriptions.get(id)?.onMessage(headers, body)
  }

  receiveReceipt(id: number, headers: FrameHeaders): void {
    this.#subscriptions.get(id)?.onReceipt(headers)
  }
}
