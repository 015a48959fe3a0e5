import './contentSecurity'
import { MutableStore } from 'tidings-client'
import { z } from 'zod'

const sessionSchema = z.object({
  token: z.string().min(1),
  username: z.string(),
  /** Who says so: the server itself, or the issuer, which also gives newer tokens. */
  authority: z.enum(['server', 'issuer']).default('server'),
})

/** Who is signed in, in this tab. */
export type Session = Readonly<z.infer<typeof sessionSchema>>

/** Why nobody is signed in: nobody was, or the user `left`, or the server `ended` the session. */
export type SignedOutReason = 'new' | 'left' | 'ended'

type SessionState =
  | { readonly status: 'signed-in'; readonly session: Session }
  | { readonly status: 'signed-out'; readonly reason: SignedOutReason }

const KEY = 'tidings.session'
const LEFT = 'left'

/** The session of this tab; kept over a reload, gone with the tab. */
export const sessionStore = new MutableStore<SessionState>(restore())

/** The session, if somebody is signed in. */
export function currentSession(): Session | undefined {
  const state = sessionStore.getSnapshot()
  return state.status === 'signed-in' ? state.session : undefined
}

/** The token that requests carry. */
export function currentToken(): string | undefined {
  return currentSession()?.token
}

/** Begins a session, or goes on with a newer token. */
export function startSession(session: Session): void {
  sessionStorage.setItem(KEY, JSON.stringify(session))
  sessionStore.set({ status: 'signed-in', session })
}

/** Forgets the token. */
export function endSession(reason: Exclude<SignedOutReason, 'new'>): void {
  if (currentToken() === undefined) return
  // An issuer leads back here after a sign-out, and must not be asked to sign in again at once.
  if (reason === 'left') sessionStorage.setItem(KEY, LEFT)
  else sessionStorage.removeItem(KEY)
  sessionStore.set({ status: 'signed-out', reason })
}

function restore(): SessionState {
  const stored = sessionStorage.getItem(KEY) ?? 'null'
  if (stored === LEFT) return { status: 'signed-out', reason: 'left' }
  try {
    return { status: 'signed-in', session: sessionSchema.parse(JSON.parse(stored)) }
  } catch {
    return { status: 'signed-out', reason: 'new' }
  }
}
