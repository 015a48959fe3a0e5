import type { Port } from '../src/port.js'
import type { TabScope } from '../src/shared.js'
import type { WorkerScope } from '../src/sharedWorker.js'
import type { Locks } from '../src/tabLock.js'
import type { FakeBroker } from './FakeBroker.js'
import { FakeSocket } from './FakeSocket.js'

interface LockRequest {
  readonly tab: FakeTab
  readonly callback: () => Promise<void> | undefined
  readonly end: () => void
}

/** What the tabs of one browser share: locks, broadcasts, and possibly a worker. */
export class FakeBrowser {
  readonly #locks = new Map<string, LockRequest[]>()
  readonly #broadcasts = new Map<string, Set<FakePort>>()
  readonly #broker: FakeBroker

  constructor(broker: FakeBroker) {
    this.#broker = broker
  }

  openTab(): FakeTab {
    return new FakeTab(this, this.#broker)
  }

  request(name: string, request: LockRequest): void {
    const queue = this.#locks.get(name) ?? []
    this.#locks.set(name, queue)
    queue.push(request)
    if (queue.length === 1) this.#grant(name)
  }

  withdraw(name: string, request: LockRequest): void {
    const queue = this.#locks.get(name) ?? []
    const place = queue.indexOf(request)
    if (place < 0) return
    queue.splice(place, 1)
    if (place === 0 && queue.length > 0) this.#grant(name)
  }

  /** Takes everything from a tab, as a browser does when it closes or crashes. */
  forget(tab: FakeTab): void {
    for (const [name, queue] of this.#locks) {
      for (const request of [...queue]) if (request.tab === tab) this.withdraw(name, request)
    }
  }

  broadcast(name: string, tab: FakeTab): Port {
    const others = this.#broadcasts.get(name) ?? new Set<FakePort>()
    this.#broadcasts.set(name, others)
    const port = new FakePort((data) => {
      for (const other of others) if (other !== port && !tab.isClosed) other.deliver(data)
    })
    others.add(port)
    port.close = () => others.delete(port)
    tab.closed.push(port.close)
    return port
  }

  #grant(name: string): void {
    void Promise.resolve().then(async () => {
      const request = this.#locks.get(name)?.[0]
      if (request === undefined) return
      await request.callback()
      this.withdraw(name, request)
      request.end()
    })
  }
}

/** A tab of a `FakeBrowser` with a network of its own. */
export class FakeTab {
  isClosed = false
  readonly closed: (() => void)[] = []
  readonly #browser: FakeBrowser
  readonly #broker: FakeBroker

  constructor(browser: FakeBrowser, broker: FakeBroker) {
    this.#browser = browser
    this.#broker = broker
  }

  get scope(): TabScope {
    const browser = this.#browser
    const openBroadcast = (name: string): Port => browser.broadcast(name, this)
    function FakeBroadcastChannel(name: string): Port {
      return openBroadcast(name)
    }
    return {
      BroadcastChannel: FakeBroadcastChannel as unknown as new (name: string) => Port,
      navigator: { locks: this.#locks() },
    }
  }

  readonly webSocketFactory = (): FakeSocket => {
    // What runs on in a tab that was closed is an artefact of the test.
    if (this.isClosed) return new FakeSocket(() => undefined)
    const socket = this.#broker.webSocketFactory()
    this.closed.push(() => {
      socket.end(1006)
    })
    return socket
  }

  readonly fetch: typeof fetch = (input, init) =>
    this.isClosed ? new Promise(() => undefined) : this.#broker.fetch(input, init)

  close(): void {
    this.isClosed = true
    for (const end of this.closed.splice(0)) end()
    this.#browser.forget(this)
  }

  #locks(): Locks {
    return {
      request: (name, { signal }, callback) =>
        new Promise<void>((resolve, reject) => {
          const request: LockRequest = { tab: this, callback, end: resolve }
          signal?.addEventListener('abort', () => {
            this.#browser.withdraw(name, request)
            reject(new DOMException('Aborted', 'AbortError'))
          })
          this.#browser.request(name, request)
        }),
    }
  }
}

/** One end of something that carries copies, and never while the sender still runs. */
export class FakePort implements Port {
  onmessage: Port['onmessage'] = null
  close: () => void = () => undefined
  readonly #send: (data: unknown) => void

  constructor(send: (data: unknown) => void) {
    this.#send = send
  }

  postMessage(message: unknown): void {
    const copy: unknown = structuredClone(message)
    void Promise.resolve().then(() => {
      this.#send(copy)
    })
  }

  deliver(data: unknown): void {
    this.onmessage?.({ data })
  }
}

/** Makes a worker that runs in this thread; each call of the result connects another tab to it. */
export function fakeWorker(serve: (scope: WorkerScope) => void): () => SharedWorker {
  const scope: WorkerScope = { onconnect: null }
  serve(scope)
  return () => {
    const inTab: FakePort = new FakePort((data) => {
      inWorker.deliver(data)
    })
    const inWorker: FakePort = new FakePort((data) => {
      inTab.deliver(data)
    })
    scope.onconnect?.({ ports: [inWorker] })
    return { port: inTab } as unknown as SharedWorker
  }
}
