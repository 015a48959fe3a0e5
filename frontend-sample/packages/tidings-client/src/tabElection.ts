import type { HubMessage, Port, TabMessage } from './port.js'
import type { SessionHub } from './sessionHub.js'
import { watchTab, type Locks } from './tabLock.js'

/** What goes over the BroadcastChannel: to one tab, to all of them, or to whichever has the hub. */
interface Envelope {
  readonly to: string
  readonly from: string
  readonly data: unknown
}

export interface TabElectionOptions {
  /** The same in all tabs that share a session. */
  readonly name: string
  readonly tab: string
  readonly locks: Locks
  readonly openBroadcast: (name: string) => Port
  readonly createHub: () => SessionHub
}

const HUB = 'hub'
const ALL = 'all'

/**
 * Lets one tab have the hub, and all tabs reach it.
 *
 * Who holds a Web Lock has it. The browser takes the lock from a tab that closes or crashes and gives it to the next
 * one at once, so the tabs are never without a hub for longer than that takes.
 */
export class TabElection {
  readonly #options: TabElectionOptions

  constructor(options: TabElectionOptions) {
    this.#options = options
  }

  /** Stands for election, and opens a way to the hub wherever it is. Closing that withdraws from both. */
  open(): Port {
    const { name, tab, openBroadcast } = this.#options
    const withdraw = this.#stand()
    const broadcast = openBroadcast(name)
    const port = portTo(broadcast, tab, HUB, () => {
      broadcast.close()
      withdraw()
    })
    broadcast.onmessage = ({ data }) => {
      const { to, data: message } = data as Envelope
      if (to === tab || to === ALL) port.onmessage?.({ data: message })
    }
    return port
  }

  #stand(): () => void {
    const { name, locks } = this.#options
    const candidacy = new AbortController()
    let resign = (): void => undefined
    const term = new Promise<void>((resolve) => {
      resign = resolve
    })
    locks
      .request(name, { signal: candidacy.signal }, () => this.#serve(term))
      // Withdrawn before its turn came.
      .catch(() => undefined)
    return () => {
      candidacy.abort()
      resign()
    }
  }

  /** Has the hub until the term is over. */
  async #serve(term: Promise<void>): Promise<void> {
    const { name, tab, openBroadcast, createHub } = this.#options
    const hub = createHub()
    const broadcast = openBroadcast(name)
    const ports = new Map<string, Port>()
    broadcast.onmessage = ({ data }) => {
      const { to, from, data: message } = data as Envelope
      if (to !== HUB) return
      const port = ports.get(from) ?? portTo(broadcast, tab, from)
      if (!ports.has(from)) this.#watch(hub, port, from)
      ports.set(from, port)
      if ((message as TabMessage).kind === 'hello') hub.attach(port)
      else hub.receive(port, message as TabMessage)
    }
    const begun: HubMessage = { kind: 'hub' }
    broadcast.postMessage({ to: ALL, from: tab, data: begun } satisfies Envelope)
    await term
    hub.stop()
    broadcast.close()
  }

  #watch(hub: SessionHub, port: Port, tab: string): void {
    watchTab(this.#options.locks, tab, () => {
      hub.detach(port)
    })
  }
}

/** A port to one end of a broadcast. */
function portTo(
  broadcast: Port,
  from: string,
  to: string,
  close: () => void = () => undefined,
): Port {
  return {
    onmessage: null,
    postMessage: (data) => {
      broadcast.postMessage({ to, from, data } satisfies Envelope)
    },
    close,
  }
}
