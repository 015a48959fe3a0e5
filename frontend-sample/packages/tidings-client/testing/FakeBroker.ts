import { parsePosition, type Position } from '../src/position.js'
import type { ResourceChange } from '../src/protocol.js'
import { FakeSocket } from './FakeSocket.js'
import { FakeStreams, split, type FakeBody } from './FakeStreams.js'
import type { Frame } from './frames.js'
import type { Link } from './LossyLink.js'

interface Subscription {
  readonly socket: FakeSocket
  readonly id: string
  readonly destination: string
}

export interface PublishOptions {
  /** Whether sessions get the change; without it only the change log has it, as if the message had been lost. */
  readonly isDelivered?: boolean
}

const SESSION = '/user/queue/session'

/**
 * A server in memory: STOMP sessions, streams with positions, and `GET /api/changes`.
 *
 * It answers `since` with `reset:use-changes` when there is something to catch up, as the `stomp-relay` engine does, or
 * with what was missed, as the others do.
 */
export class FakeBroker {
  /** Neither sockets nor requests get through. */
  isDown = false
  /** Sockets do not get through. */
  isSocketBlocked = false
  /** Requests are turned away for so many seconds. */
  retryAfter: number | undefined
  /** Requests that ask to wait are held until there is something. */
  holdsRequests = false
  /** A SEND ends the session, as before there was anything to send. */
  refusesSend = false
  /** A SUBSCRIBE is answered with what was missed. */
  replaysOnSubscribe = false
  /** The only token that is accepted; without it every one is. */
  validToken: string | undefined
  /** Milliseconds by which the server's clock is ahead. */
  clockOffset = 0
  /** Answers of `GET /api/changes` hold at most this many changes per stream. */
  pageSize = 100
  readonly frames: Frame[] = []
  readonly requests: URL[] = []
  /** Requests that named no stream. */
  readonly probes: URL[] = []
  readonly refused = new Map<string, string>()
  readonly resets = new Map<string, string>()
  #connects = 0
  readonly #held = new Set<() => void>()
  readonly #link: Link
  readonly #streams = new FakeStreams()
  readonly #sockets = new Set<FakeSocket>()
  readonly #subscriptions = new Map<string, Subscription>()

  constructor(link: Link = deliverAtOnce) {
    this.#link = link
  }

  /** Connection attempts so far. */
  get connects(): number {
    return this.#connects
  }

  /** Destinations of all subscriptions but those that sessions make for themselves. */
  get subscribedDestinations(): readonly string[] {
    const all = [...this.#subscriptions.values()].map(({ destination }) => destination)
    return all.filter((destination) => destination !== SESSION)
  }

  readonly webSocketFactory = (): FakeSocket => {
    this.#connects++
    const socket: FakeSocket = new FakeSocket((frame) => {
      this.#receive(socket, frame)
    })
    void Promise.resolve().then(() => {
      if (this.isDown || this.isSocketBlocked) {
        socket.end(1006)
      } else {
        this.#sockets.add(socket)
        socket.open()
      }
    })
    return socket
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, 'http://broker.test')
    const from = url.searchParams.getAll('from')
    if (from.length > 0) this.requests.push(url)
    else this.probes.push(url)
    if (this.isDown) throw new TypeError('Failed to fetch')
    if (this.retryAfter !== undefined) {
      return new Response('', { status: 503, headers: { 'Retry-After': String(this.retryAfter) } })
    }
    const token = new Headers(init?.headers).get('Authorization')?.slice('Bearer '.length)
    if (!this.#isValid(token)) return new Response('', { status: 401 })
    if (from.length === 0) return new Response('', { status: 400 })
    const wait = this.holdsRequests ? Number(url.searchParams.get('wait') ?? 0) : 0
    if (wait > 0) await this.#hold(from, wait * 1_000, init?.signal)
    return Response.json({ streams: from.map((one) => this.#replay(one)) })
  }

  head(destination: string): Position {
    return this.#streams.head(destination)
  }

  /** Ids of all that was published to a stream, in order. */
  contents(destination: string): readonly string[] {
    return this.#streams
      .bodies(destination)
      .map((body) => (typeof body === 'string' ? '' : body.resource.id))
  }

  /** Appends to a stream and sends the entry; text stands for a body that is not a change. */
  publish(
    destination: string,
    body: FakeBody,
    { isDelivered = true }: PublishOptions = {},
  ): Position {
    this.#streams.append(destination, [body])
    const position = this.head(destination)
    if (isDelivered) this.redeliver(destination, position.sequence)
    this.#answerHeld()
    return position
  }

  /** Sends an entry again. */
  redeliver(destination: string, sequence: number): void {
    const headers = { epoch: this.#streams.epoch, sequence: String(sequence) }
    this.#send(destination, headers, this.#streams.bodies(destination)[sequence - 1] ?? '')
  }

  /** Appends changes to a stream and sends them as one message. */
  publishBatch(destination: string, bodies: readonly FakeBody[]): void {
    const { epoch, sequence } = this.head(destination)
    this.#streams.append(destination, bodies)
    const headers = {
      epoch,
      'first-sequence': String(sequence + 1),
      sequence: String(sequence + bodies.length),
    }
    const texts = bodies.map(textOf)
    this.#send(destination, headers, `[${texts.join(',')}]`)
    this.#answerHeld()
  }

  /** Forgets all entries that there are, as retention does. */
  trim(destination: string): void {
    this.#streams.trim(destination)
  }

  /** Says something to the sessions themselves. */
  tell(notice: Readonly<Record<string, unknown>>): void {
    this.#send(SESSION, { transient: 'true' }, JSON.stringify(notice))
  }

  /** Takes away the right to read a destination. */
  revoke(destination: string): void {
    const code = 'access_revoked'
    this.refused.set(destination, 'access_denied')
    const body = { type: 'error', code, message: 'No longer allowed', destination }
    this.#send(destination, { error: code }, JSON.stringify(body))
  }

  publishTransient(destination: string, after: Position, body: ResourceChange): void {
    const headers = { transient: 'true', after: `${after.epoch}:${after.sequence}` }
    this.#send(destination, headers, body)
  }

  sendReset(destination: string, reason: string): void {
    const { epoch, sequence } = this.head(destination)
    this.#send(destination, { reset: reason, position: `${epoch}:${sequence}` }, '{}')
  }

  /** Loses every connection. */
  disconnect(code = 1006): void {
    for (const socket of [...this.#sockets]) {
      this.#forget(socket)
      socket.end(code)
    }
  }

  /** Ends every session with an ERROR frame. */
  fail(code: string, retry: string): void {
    for (const socket of [...this.#sockets]) this.#end(socket, code, retry)
  }

  goDown(): void {
    this.isDown = true
    this.disconnect()
    this.#answerHeld()
  }

  /** Starts numbering again, as after a restore from backup. */
  renewEpoch(epoch: string): void {
    this.#streams.renew(epoch)
    this.#answerHeld()
  }

  #receive(socket: FakeSocket, frame: Frame): void {
    this.frames.push(frame)
    switch (frame.command) {
      case 'CONNECT':
        this.#connect(socket, frame.headers)
        break
      case 'SUBSCRIBE':
        this.#subscribe(socket, frame.headers)
        break
      case 'UNSUBSCRIBE':
        this.#subscriptions.delete(`${socket.id}/${frame.headers.id ?? ''}`)
        break
      case 'SEND':
        this.#accept(socket, frame)
        break
      case 'DISCONNECT':
        this.#forget(socket)
        this.#receipt(socket, frame.headers, {})
    }
  }

  #connect(socket: FakeSocket, headers: Frame['headers']): void {
    if (this.#isValid(headers.Authorization?.slice('Bearer '.length))) {
      const connected = { version: '1.2', 'heart-beat': '0,0' }
      socket.deliver({ command: 'CONNECTED', headers: connected, body: '' })
    } else {
      this.#end(socket, 'authentication_failed', 'never')
    }
  }

  #accept(socket: FakeSocket, { headers, body }: Frame): void {
    if (this.refusesSend) {
      this.#end(socket, 'unsupported', 'never')
      return
    }
    if (headers.destination === '/app/session/ping') this.#pong(socket, body)
    if (headers.destination !== '/app/session/token') return
    const isAccepted = this.#isValid(headers.Authorization?.slice('Bearer '.length))
    if (isAccepted) this.#receipt(socket, headers, {})
    else this.#end(socket, 'authentication_failed', 'never')
  }

  #pong(socket: FakeSocket, body: string): void {
    const { id } = JSON.parse(body) as { id: string }
    const timestamp = new Date(Date.now() + this.clockOffset).toISOString()
    const pong = JSON.stringify({ type: 'pong', id, timestamp })
    for (const subscription of this.#subscriptions.values()) {
      const isOwn = subscription.socket === socket && subscription.destination === SESSION
      if (isOwn) this.#message(subscription, { transient: 'true' }, pong)
    }
  }

  #isValid(token: string | undefined): boolean {
    return this.validToken === undefined || token === this.validToken
  }

  #subscribe(socket: FakeSocket, headers: Frame['headers']): void {
    const { id = '', destination = '' } = headers
    const subscription = { socket, id, destination }
    const code = this.refused.get(destination)
    if (code !== undefined) {
      const body = JSON.stringify({ type: 'error', code, message: 'Not allowed', destination })
      this.#message(subscription, { error: code }, body)
      this.#receipt(socket, headers, { error: code })
      return
    }
    this.#subscriptions.set(`${socket.id}/${id}`, subscription)
    const { epoch, sequence } = this.head(destination)
    const position = `${epoch}:${sequence}`
    const reset = this.resets.get(destination) ?? this.#catchUp(subscription, headers.since)
    this.#receipt(socket, headers, { position, ...(reset !== undefined && { reset }) })
  }

  /** Sends what was missed, or returns why it does not. */
  #catchUp(subscription: Subscription, since: string | undefined): string | undefined {
    const head = this.head(subscription.destination)
    const position = parsePosition(since)
    if (position === undefined || since === `${head.epoch}:${head.sequence}`) return undefined
    if (!this.replaysOnSubscribe) return 'use-changes'
    const reset = this.#streams.resetOf(subscription.destination, position)
    if (reset !== undefined) return reset
    const missed = this.#streams.bodies(subscription.destination).slice(position.sequence)
    missed.forEach((body, index) => {
      const place = { epoch: head.epoch, sequence: String(position.sequence + index + 1) }
      this.#message(subscription, { ...place, replayed: 'true' }, textOf(body))
    })
    return undefined
  }

  #receipt(
    socket: FakeSocket,
    { receipt }: Frame['headers'],
    headers: Readonly<Record<string, string>>,
  ): void {
    if (receipt === undefined) return
    socket.deliver({ command: 'RECEIPT', headers: { 'receipt-id': receipt, ...headers }, body: '' })
  }

  #replay(from: string): unknown {
    const { destination } = split(from)
    const error = this.refused.get(destination)
    return error ? { destination, error } : this.#streams.replay(from, this.pageSize)
  }

  #send(destination: string, headers: Readonly<Record<string, string>>, body: FakeBody): void {
    const text = textOf(body)
    for (const subscription of [...this.#subscriptions.values()]) {
      if (subscription.destination === destination) this.#message(subscription, headers, text)
    }
  }

  #message(
    { socket, id, destination }: Subscription,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): void {
    const frame: Frame = {
      command: 'MESSAGE',
      headers: { subscription: id, 'message-id': 'm', destination, ...headers },
      body,
    }
    this.#link(() => {
      socket.deliver(frame)
    })
  }

  #end(socket: FakeSocket, code: string, retry: string): void {
    socket.deliver({ command: 'ERROR', headers: { message: code, code, retry }, body: '' })
    this.#forget(socket)
    socket.endAfterDelivery(1002)
  }

  /** Waits until one of the streams has moved on, or the time is over. */
  #hold(from: readonly string[], milliseconds: number, signal?: AbortSignal | null): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (from.every((one) => this.#streams.isCurrent(one)) && !this.isDown) return
        end()
        if (this.isDown) reject(new TypeError('Failed to fetch'))
        else resolve()
      }
      const end = (): void => {
        clearTimeout(timer)
        this.#held.delete(look)
      }
      const timer = setTimeout(() => {
        end()
        resolve()
      }, milliseconds)
      this.#held.add(look)
      signal?.addEventListener('abort', () => {
        end()
        reject(new DOMException('Aborted', 'AbortError'))
      })
      look()
    })
  }

  #answerHeld(): void {
    for (const look of [...this.#held]) look()
  }

  #forget(socket: FakeSocket): void {
    this.#sockets.delete(socket)
    for (const [id, subscription] of this.#subscriptions) {
      if (subscription.socket === socket) this.#subscriptions.delete(id)
    }
  }
}

function textOf(body: FakeBody): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

function deliverAtOnce(deliver: () => void): void {
  deliver()
}
