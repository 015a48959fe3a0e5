import { newId } from 'tidings-client'
import { Problem, parseProblem, unreachable } from './problem'
import { currentToken, endSession } from './session'
import { freshToken } from './token'

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Names the write, where somebody waits for the change that it causes. */
  readonly mutationId?: string
}

/** Names each write, so that the change it causes can be told from those of other people. */
export const ownMutations = new Set<string>()

/**
 * Sends a request as the signed-in user.
 *
 * @throws Problem when the server refuses it or does not answer. A refused token of which there is no newer one ends the
 *   session.
 */
export async function request(path: string, options: RequestOptions = {}): Promise<Response> {
  const response = await withNewestToken(() => send(path, options))
  if (response.ok) return response
  throw refusal(response.status, await response.text().catch(() => ''))
}

/** Does it again, once, when the token is refused and there is a newer one. */
export async function withNewestToken<T extends { readonly status: number }>(
  attempt: () => Promise<T>,
): Promise<T> {
  const token = currentToken()
  const answer = await attempt()
  return answer.status === 401 && (await hasNewerToken(token)) ? attempt() : answer
}

/** What the server has against a request. When it is the token, the session ends. */
export function refusal(status: number, body: string): Problem {
  if (status === 401) endSession('ended')
  return parseProblem(status, body)
}

async function hasNewerToken(refused: string | undefined): Promise<boolean> {
  if (refused === undefined) return false
  const newer = await freshToken(refused).catch(() => {
    throw unreachable()
  })
  return newer !== undefined && newer !== refused
}

/** The headers that every request carries. */
export function requestHeaders(method: string, mutationId = newId()): Record<string, string> {
  const token = currentToken()
  if (method !== 'GET') ownMutations.add(mutationId)
  return {
    Accept: 'application/json, application/problem+json',
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    ...(method !== 'GET' && { 'X-Client-Mutation-Id': mutationId }),
  }
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', json, headers, signal, mutationId } = options
  try {
    return await fetch(path, {
      method,
      headers: {
        ...requestHeaders(method, mutationId),
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(signal && { signal }),
    })
  } catch (error) {
    if (error instanceof Problem || signal?.aborted === true) throw error
    throw unreachable()
  }
}
