import { parseNotice } from './notices'
import type { StompSession } from './stompSession'
import { askForToken, type TokenSource } from './token'

export interface SessionUpkeepOptions {
  readonly token: TokenSource
  /** The server closes the session in so many milliseconds, and wants the next one then. */
  readonly onDraining: (milliseconds: number) => void
  readonly onRenewed: (token: string) => void
  readonly log: (text: string) => void
}

const SESSION_DESTINATION = '/user/queue/session'

/**
 * Minds what the server says about the session itself: its token, and its end.
 *
 * A token that runs out is replaced in the session, so that nothing is missed. As long as the source has no newer one
 * it is asked again, more often towards the end; then the server ends the session.
 */
export class SessionUpkeep {
  readonly #session: StompSession
  readonly #options: SessionUpkeepOptions
  #token: string
  #hasEnded = false
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
  }

  end(): void {
    this.#hasEnded = true
    clearTimeout(this.#renewal)
  }

  #receive(body: string): void {
    const notice = parseNotice(body)
    if (notice?.type === 'draining') this.#options.onDraining(notice.reconnectIn)
    else if (notice?.type === 'token_expiring') void this.#renew(notice.expiresIn)
  }

  async #renew(remaining: number): Promise<void> {
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
