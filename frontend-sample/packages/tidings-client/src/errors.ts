/** Why a feed gets no changes: the server's code, and its text for people. */
export interface Refusal {
  readonly code: string
  readonly message: string
}

/** What the server asks of a client whose session it ended. */
type Retry = 'never' | 'now' | 'later'

/** Why a session ended. */
export interface SessionEnd {
  readonly code: string
  readonly message: string
  readonly retry: Retry
}

const SIGN_IN_CODES: ReadonlySet<string> = new Set([
  'authentication_failed',
  'token_expired',
  'token_revoked',
])

/** Whether only signing in again helps. */
export function needsSignIn(code: string): boolean {
  return SIGN_IN_CODES.has(code)
}

/** The code of an end that nobody explained. */
export const CLOSED = 'close'

const TERMINAL_CLOSES: ReadonlyMap<number, string> = new Map([
  [4401, 'token_expired'],
  [4403, 'access_denied'],
])

/** Derives the end of a session from the close code, for connections whose ERROR frame did not get through. */
export function endOfClose(closeCode: number): SessionEnd {
  const terminal = TERMINAL_CLOSES.get(closeCode)
  return terminal === undefined
    ? { code: CLOSED, message: `Connection closed with code ${closeCode}`, retry: 'now' }
    : { code: terminal, message: `Connection closed with code ${closeCode}`, retry: 'never' }
}

/** Derives the end of a session from the headers of an ERROR frame. */
export function endOfError(headers: Readonly<Record<string, string | undefined>>): SessionEnd {
  const { code = 'internal', message = 'The server ended the session', retry } = headers
  return { code, message, retry: retry === 'never' || retry === 'now' ? retry : 'later' }
}
