import { formatPosition, type Position } from './position.js'
import { readReplays, type StreamReplay } from './protocol.js'
import { askForToken, type TokenSource } from './token.js'

export interface ChangesEndpointOptions {
  readonly url: string
  readonly token: TokenSource
  readonly fetch: typeof fetch
}

/** A stream and how far it is known. */
export interface ReachedStream {
  readonly destination: string
  readonly reached: Position
}

export type ChangesAnswer =
  | { readonly kind: 'ok'; readonly replays: readonly StreamReplay[] }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfter?: number }

const REQUEST_TIMEOUT = 10_000

/** `GET /api/changes`: the entries of streams after the positions that are known of them. */
export class ChangesEndpoint {
  readonly #options: ChangesEndpointOptions

  constructor(options: ChangesEndpointOptions) {
    this.#options = options
  }

  /**
   * Reads what comes after these positions, and lets the server wait so many seconds while there is nothing.
   *
   * A refused token is replaced once. What goes wrong is an answer too; only the caller's signal makes this throw.
   */
  async read(
    streams: readonly ReachedStream[],
    wait: number,
    signal: AbortSignal,
  ): Promise<ChangesAnswer> {
    const query = new URLSearchParams(
      streams.map(({ destination, reached }) => [
        'from',
        `${destination}@${formatPosition(reached)}`,
      ]),
    )
    if (wait > 0) query.set('wait', String(wait))
    try {
      const response = await this.#get(`?${query.toString()}`, wait * 1_000, signal)
      return await answerOf(response)
    } catch (error) {
      signal.throwIfAborted()
      return { kind: 'failed', reason: String(error) }
    }
  }

  /**
   * Asks the endpoint of the socket how many milliseconds it wants to be left alone, which a refused handshake does not
   * show; a server that does not answer says nothing.
   */
  async readRetryAfter(socket: string): Promise<number | undefined> {
    try {
      const address = socket.replace(/^ws/, 'http')
      return retryAfterOf(await this.#fetch(address, '', 0, new AbortController().signal))
    } catch {
      return undefined
    }
  }

  async #get(query: string, patience: number, signal: AbortSignal): Promise<Response> {
    const token = await askForToken(this.#options.token)
    const address = this.#options.url + query
    const response = await this.#fetch(address, token, patience, signal)
    if (response.status !== 401) return response
    const newer = await askForToken(this.#options.token, token)
    if (newer === undefined || newer === token) return response
    return this.#fetch(address, newer, patience, signal)
  }

  async #fetch(
    address: string,
    token: string | undefined,
    patience: number,
    signal: AbortSignal,
  ): Promise<Response> {
    const request = new AbortController()
    const cancel = (): void => {
      request.abort()
    }
    const timer = setTimeout(cancel, patience + REQUEST_TIMEOUT)
    signal.addEventListener('abort', cancel)
    try {
      return await this.#options.fetch(address, {
        headers: { Accept: 'application/json', Authorization: `Bearer ${token ?? ''}` },
        cache: 'no-store',
        signal: request.signal,
      })
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
    }
  }
}

async function answerOf(response: Response): Promise<ChangesAnswer> {
  if (response.status === 401) return { kind: 'signed-out' }
  if (response.ok) return { kind: 'ok', replays: readReplays(await response.json()) }
  const reason = `Expected status 200, but was ${response.status}`
  const retryAfter = retryAfterOf(response)
  return { kind: 'failed', reason, ...(retryAfter !== undefined && { retryAfter }) }
}

/** Reads `Retry-After`, which is a number of seconds or a date, as milliseconds from now. */
function retryAfterOf({ ok, headers }: Response): number | undefined {
  const text = headers.get('Retry-After')
  if (ok || text === null) return undefined
  const seconds = Number(text)
  const wait = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1_000
  return wait > 0 ? wait : undefined
}
