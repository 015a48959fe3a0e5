import type { IStompSocket, IStompSocketMessageEvent } from '@stomp/stompjs'
import type { WebSocketFactory } from './stompConnection.js'

/** What a `Faults` object is doing at the moment. */
export interface FaultSettings {
  /** Milliseconds by which each incoming message is late. */
  readonly delay: number
  /** How many of the next messages are going to be lost. */
  readonly losing: number
}

const EXPIRED =
  'ERROR\nmessage:The token has expired, says a developer\ncode:token_expired\nretry:now\n\n\0'

/**
 * Does to a connection what networks and servers do, on demand: for developers who want to see their page cope.
 *
 * Give its `webSocketFactory` to `connect`. It costs nothing until something is asked of it.
 */
export class Faults {
  readonly #make: WebSocketFactory
  #socket: IStompSocket | undefined
  #settings: FaultSettings = { delay: 0, losing: 0 }

  constructor(make: WebSocketFactory = openSocket) {
    this.#make = make
  }

  get settings(): FaultSettings {
    return this.#settings
  }

  readonly webSocketFactory: WebSocketFactory = (url, protocols) => {
    const socket = this.#make(url, protocols)
    this.#socket = socket
    return this.#wrapped(socket)
  }

  /** Cuts the connection. */
  drop(): void {
    this.#socket?.close()
  }

  /** Makes all messages late from now on; 0 ends that. Their order stays. */
  delay(milliseconds: number): void {
    this.#settings = { ...this.#settings, delay: milliseconds }
  }

  /** Loses the next message that holds a change. */
  loseNext(): void {
    this.#settings = { ...this.#settings, losing: this.#settings.losing + 1 }
  }

  /** Ends the session as the server does when the token has run out. */
  expireToken(): void {
    this.#socket?.onmessage?.({ data: EXPIRED })
  }

  /** Puts itself between the socket and whoever sets `onmessage`. */
  #wrapped(socket: IStompSocket): IStompSocket {
    let receive: ((event: IStompSocketMessageEvent) => void) | undefined
    socket.onmessage = (event: IStompSocketMessageEvent) => {
      if (this.#loses(event.data)) return
      const { delay } = this.#settings
      if (delay === 0) receive?.(event)
      else setTimeout(() => receive?.(event), delay)
    }
    return new Proxy(socket, {
      get: (target, name): unknown => {
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
      set: (target, name, value: unknown) => {
        if (name !== 'onmessage') return Reflect.set(target, name, value)
        receive = value as typeof receive
        return true
      },
    })
  }

  #loses(data: unknown): boolean {
    if (this.#settings.losing === 0) return false
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer)
    if (!text.includes('\nsequence:')) return false
    this.#settings = { ...this.#settings, losing: this.#settings.losing - 1 }
    return true
  }
}

function openSocket(url: string, protocols: string[]): IStompSocket {
  return new WebSocket(url, protocols)
}
