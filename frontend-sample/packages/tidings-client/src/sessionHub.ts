import type { HubMessage, Port, TabMessage } from './port.js'
import type { Connection, Session } from './session.js'
import { SharedSubscription } from './sharedSubscription.js'
import type { TokenSource } from './token.js'

/** A tab, as the hub sees it. */
interface Tab {
  readonly port: Port
  readonly subscriptions: Map<number, () => void>
}

/** What a tab says when asked for a token; one that has gone says nothing. */
type TokenAnswer = { readonly token: string | undefined } | typeof NO_ANSWER

interface TokenRequest {
  readonly tab: Tab
  readonly answer: (answer: TokenAnswer) => void
}

type Subscribe = Extract<TabMessage, { kind: 'subscribe' }>

const NO_ANSWER = 'no answer'
const TOKEN_TIMEOUT = 4_000
const RETRY_PAUSE = 3_000

/**
 * Has the one socket of a browser and serves all its tabs through ports.
 *
 * It knows sessions and subscriptions but no feeds: positions, gaps and lists stay with the tabs, so a hub that goes
 * takes nothing along. The token it gets from any tab that has one. Without tabs it closes the session.
 */
export class SessionHub {
  readonly #connection: Connection
  readonly #tabs = new Map<Port, Tab>()
  readonly #subscriptions = new Map<string, SharedSubscription>()
  readonly #tokenRequests = new Map<number, TokenRequest>()
  #session: Session | undefined
  #sessions = 0
  #requests = 0
  #retriedAt = 0

  /** @param connect makes the connection, with the tabs as the source of its tokens */
  constructor(connect: (token: TokenSource) => Connection) {
    this.#connection = connect((outdated) => this.#askForToken(outdated))
    this.#connection.state.subscribe(() => {
      // That a session is open is told once it can be used.
      if (this.#connection.state.getSnapshot().status !== 'open') this.#announce()
    })
    this.#connection.clock.subscribe(() => {
      for (const tab of this.#tabs.values()) this.#tellClock(tab)
    })
  }

  /** Begins to serve a tab that has said hello on this port. */
  attach(port: Port): void {
    const known = this.#tabs.get(port)
    if (known) this.#unsubscribeAll(known)
    const tab = known ?? { port, subscriptions: new Map<number, () => void>() }
    this.#tabs.set(port, tab)
    this.#start()
    this.#tellClock(tab)
    this.#tellState(tab)
  }

  /** Takes what a tab says. */
  receive(port: Port, message: TabMessage): void {
    const tab = this.#tabs.get(port)
    if (tab === undefined) return
    switch (message.kind) {
      case 'subscribe':
        this.#subscribe(tab, message)
        break
      case 'unsubscribe':
        if (message.session === this.#sessions) this.#unsubscribe(tab, message.id)
        break
      case 'token':
        this.#tokenRequests.get(message.request)?.answer({ token: message.token })
        break
      case 'retry':
        this.#retry()
        break
      case 'postpone':
        this.#connection.postpone(message.milliseconds)
        break
      case 'report':
        this.#connection.report(message.milliseconds)
        break
      case 'bye':
        this.detach(port)
        break
      case 'hello':
        this.attach(port)
    }
  }

  /** Forgets a tab that has gone. */
  detach(port: Port): void {
    const tab = this.#tabs.get(port)
    if (tab === undefined) return
    this.#tabs.delete(port)
    this.#unsubscribeAll(tab)
    for (const request of [...this.#tokenRequests.values()]) {
      if (request.tab === tab) request.answer(NO_ANSWER)
    }
    if (this.#tabs.size === 0) this.#connection.stop()
  }

  /** Ends the session; the tabs find another hub. */
  stop(): void {
    this.#tabs.clear()
    this.#connection.stop()
  }

  #start(): void {
    this.#connection.start({
      onOpen: (session) => {
        this.#session = session
        this.#sessions++
        this.#announce()
      },
      onClose: () => {
        this.#session = undefined
        this.#subscriptions.clear()
        for (const tab of this.#tabs.values()) tab.subscriptions.clear()
      },
    })
  }

  #subscribe(tab: Tab, { session, id, destination, since }: Subscribe): void {
    if (this.#session === undefined || session !== this.#sessions) return
    const known = this.#subscriptions.get(destination)
    const shared = known ?? new SharedSubscription(() => this.#subscriptions.delete(destination))
    this.#subscriptions.set(destination, shared)
    const remove = shared.add({
      since,
      onMessage: (headers, body) => {
        this.#post(tab, { kind: 'message', id, headers, body })
      },
      onReceipt: (headers) => {
        this.#post(tab, { kind: 'receipt', id, headers })
      },
    })
    tab.subscriptions.set(id, () => {
      const isLast = remove() && this.#subscriptions.get(destination) === shared
      if (isLast) this.#subscriptions.delete(destination)
    })
    if (known === undefined) shared.begin(this.#session, destination, since)
  }

  #unsubscribe(tab: Tab, id: number): void {
    tab.subscriptions.get(id)?.()
    tab.subscriptions.delete(id)
  }

  #unsubscribeAll(tab: Tab): void {
    for (const id of [...tab.subscriptions.keys()]) this.#unsubscribe(tab, id)
  }

  /** Twenty tabs that see the server again must not make twenty attempts. */
  #retry(): void {
    if (Date.now() - this.#retriedAt < RETRY_PAUSE) return
    this.#retriedAt = Date.now()
    this.#connection.retryNow()
  }

  async #askForToken(outdated: string | undefined): Promise<string | undefined> {
    let hasAnswer = false
    for (const tab of [...this.#tabs.values()]) {
      const answer = await this.#askTab(tab, outdated)
      if (answer === NO_ANSWER) continue
      hasAnswer = true
      if (answer.token !== undefined && answer.token !== outdated) return answer.token
    }
    if (!hasAnswer) throw new Error('Expected a token from one of the tabs, but none answered')
    return undefined
  }

  #askTab(tab: Tab, outdated: string | undefined): Promise<TokenAnswer> {
    const request = ++this.#requests
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        answer(NO_ANSWER)
      }, TOKEN_TIMEOUT)
      const answer = (given: TokenAnswer): void => {
        clearTimeout(timer)
        this.#tokenRequests.delete(request)
        resolve(given)
      }
      this.#tokenRequests.set(request, { tab, answer })
      this.#post(tab, { kind: 'token', request, outdated })
    })
  }

  #announce(): void {
    for (const tab of [...this.#tabs.values()]) this.#tellState(tab)
  }

  #tellState(tab: Tab): void {
    const state = this.#connection.state.getSnapshot()
    this.#post(tab, { kind: 'state', state, session: this.#sessions })
  }

  #tellClock(tab: Tab): void {
    const clock = this.#connection.clock.getSnapshot()
    if (clock) this.#post(tab, { kind: 'clock', clock })
  }

  #post({ port }: Tab, message: HubMessage): void {
    port.postMessage(message)
  }
}
