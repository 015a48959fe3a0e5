import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** Bytes on the wire, above TCP. */
export interface Traffic {
  readonly up: number
  readonly down: number
}

const UPGRADE = /^upgrade: websocket\r?$/im

/** Stands between pages and a server on the loopback interface, and counts every byte that goes through. */
export class CountingProxy {
  readonly #server: Server
  readonly #target: number
  readonly #sockets = new Set<Socket>()
  readonly #http = { up: 0, down: 0 }
  readonly #webSocket = { up: 0, down: 0 }

  private constructor(target: number) {
    this.#target = target
    this.#server = createServer((socket) => {
      this.#forward(socket)
    })
  }

  static async start(target: number): Promise<CountingProxy> {
    const proxy = new CountingProxy(target)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get http(): Traffic {
    return this.#http
  }

  /** All of the connections that became WebSockets, with their handshakes. */
  get webSocket(): Traffic {
    return this.#webSocket
  }

  async stop(): Promise<void> {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await once(this.#server, 'close')
  }

  #forward(page: Socket): void {
    const server = connect(this.#target, '127.0.0.1')
    let counted: { up: number; down: number } | undefined
    page.on('data', (bytes) => {
      // A handshake is the first request of its connection, and comes in one piece.
      counted ??= UPGRADE.test(bytes.toString('latin1')) ? this.#webSocket : this.#http
      counted.up += bytes.length
    })
    server.on('data', (bytes) => {
      if (counted) counted.down += bytes.length
    })
    page.pipe(server)
    server.pipe(page)
    for (const [socket, other] of [
      [page, server],
      [server, page],
    ] as const) {
      socket.setNoDelay(true)
      this.#sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        this.#sockets.delete(socket)
        other.destroy()
      })
    }
  }
}
