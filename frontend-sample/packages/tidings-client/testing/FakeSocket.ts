import type { IStompSocket, IStompSocketMessageEvent } from '@stomp/stompjs'
import { decodeFrame, encodeFrame, type Frame } from './frames.js'

let sockets = 0

/** The browser's end of a connection to a `FakeBroker`. */
export class FakeSocket implements IStompSocket {
  readonly id = ++sockets
  readonly url = 'ws://broker.test/ws'
  binaryType?: BinaryType
  readyState: IStompSocket['readyState'] = 0
  onopen: ((event?: Event) => unknown) | undefined | null
  onclose: ((event?: CloseEvent) => unknown) | undefined | null
  onerror: ((event: Event) => unknown) | undefined | null
  onmessage: ((event: IStompSocketMessageEvent) => unknown) | undefined | null
  readonly #onFrame: (frame: Frame) => void
  readonly #waiting: Frame[] = []
  #isDelivering = false
  #endCode: number | undefined

  constructor(onFrame: (frame: Frame) => void) {
    this.#onFrame = onFrame
  }

  open(): void {
    if (this.readyState !== 0) return
    this.readyState = 1
    this.onopen?.()
  }

  send(data: string | ArrayBuffer): void {
    if (typeof data === 'string' && data.trim() !== '') this.#onFrame(decodeFrame(data))
  }

  close(): void {
    this.end(1000)
  }

  terminate(): void {
    this.end(1006)
  }

  end(code: number): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.onclose?.({ code, reason: '', wasClean: code === 1000 } as CloseEvent)
  }

  /** Ends once everything is delivered. */
  endAfterDelivery(code: number): void {
    if (this.#isDelivering) this.#endCode = code
    else this.end(code)
  }

  /** Delivers at once, except from within a delivery: a browser never calls `onmessage` while it runs. */
  deliver(frame: Frame): void {
    this.#waiting.push(frame)
    if (this.#isDelivering) return
    this.#isDelivering = true
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      if (this.readyState === 1) this.onmessage?.({ data: encodeFrame(next) })
    }
    this.#isDelivering = false
    if (this.#endCode !== undefined) this.end(this.#endCode)
  }
}
