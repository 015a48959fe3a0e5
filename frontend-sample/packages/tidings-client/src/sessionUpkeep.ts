import { ClockEstimate, type Clock } from './clock.js'
import type { Reservoir } from './latency.js'
import { parseNotice, type Notice } from './notices.js'
import type { StompSession } from './stompSession.js'
import { askForToken, type TokenSource } from './token.js'

export interface SessionUpkeepOptions {
  readonly token: TokenSource
  /** The server closes the session in so many milliseconds, and wants the next one then. */
  readonly onDraining: (milliseconds: number) => void
  readonly onRenewed: (token: string) => void
  readonly onClock: (clock: Clock) => void
  /** Whether the server takes messages about the session. */
  readonly maySend: boolean
  /** What is reported to the server. */
  readonly latencies: Reservoir
  readonly log: (text: string) => void
}

const SESSION_DESTINATION = '/user/queue/session'
const PING_INTERVAL = 30_000

/**
 * Minds the session itself: its token, its end, and how good it is.
 *
 * A ping now and then measures the round trip; that the server is there at all the heartbeats show. With it goes a
 * sample of the latencies, which the server takes at most every ten seconds.
 *
 * A token that runs out is replaced in the session, so that nothing is missed. As long as the source has no newer one
 * it is asked again, more often towards the end; then the server ends the session.
 */
export class SessionUpkeep {
  readonly #session: StompSession
  readonly #options: SessionUpkeepOptions
  readonly #clock = new ClockEstimate()
  readonly #pinging: ReturnType<typeof setInterval>
  #token: string
  #hasEnded = false
  #pings = 0
  #pingedAt: number | undefined
  #renewal: ReturnType<typeof setTimeout> | undefined

  constructor(session: StompSession, token: string, options: SessionUpkeepOptions) {
    this.#session = session
    this.#token = token
    this.#options = options
    session.subscribe(SESSION_DESTINATION, undefined, {
      onMessage: (_, body) => {
        this.#receive(body)
      },
      onReceipt: () => undefined,
    })
    this.#ping()
    this.#pinging = setInterval(() => {
      this.#report()
      this.#ping()
    }, PING_INTERVAL)
  }

  end(): void {
    this.#hasEnded = true
    clearTimeout(this.#renewal)
    clearInterval(this.#pinging)
  }

  #ping(): void {
    if (!this.#options.maySend) return
    this.#pingedAt = Date.now()
    this.#session.send('/app/session/ping', { id: String(++this.#pings) })
  }

  #report(): void {
    const latencies = this.#options.latencies.drain()
    if (latencies.length === 0 || !this.#options.maySend) return
    this.#session.send('/app/session/telemetry', { commit_to_apply_ms: latencies })
  }

  #receive(body: string): void {
    const notice = parseNotice(body)
    if (notice?.type === 'draining') this.#options.onDraining(notice.reconnectIn)
    else if (notice?.type === 'token_expiring') void this.#renew(notice.expiresIn)
    else if (notice?.type === 'pong') this.#receivePong(notice)
  }

  #receivePong({ id, timestamp }: Extract<Notice, { type: 'pong' }>): void {
    if (id !== String(this.#pings) || this.#pingedAt === undefined) return
    this.#options.onClock(this.#clock.note(this.#pingedAt, Date.now(), timestamp))
    this.#pingedAt = undefined
  }

  async #renew(remaining: number): Promise<void> {
    if (!this.#options.maySend) return
    const token = await askForToken(this.#options.token, this.#token).catch((error: unknown) => {
      this.#options.log(`No newer token: ${String(error)}`)
      return undefined
    })
    if (this.#hasEnded) return
    if (token === undefined || token === this.#token) {
      this.#askAgain(remaining / 2)
      return
    }
    this.#session.renew(token, () => {
      this.#token = token
      this.#options.onRenewed(token)
      this.#options.log('Token renewed')
    })
  }

  #askAgain(pause: number): void {
    if (pause < 1_000) return
    clearTimeout(this.#renewal)
    this.#renewal = setTimeout(() => {
      void this.#renew(pause)
    }, pause)
  }
}
