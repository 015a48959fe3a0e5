import { MutableStore } from 'tidings-client'
import { z } from 'zod'

const sessionSchema = z.object({ token: z.string().min(1), username: z.string() })

/** Who is signed in, in this tab. */
export type Session = Readonly<z.infer<typeof sessionSchema>>

/** Nobody signed in, with the reason if somebody was. */
export type SessionState =
  | { readonly status: 'signed-in'; readonly session: Session }
  | { readonly status: 'signed-out'; readonly reason: 'new' | 'left' | 'ended' }

const KEY = 'tidings.session'

/** The session of this tab; kept over a reload, gone with the tab. */
export const sessionStore = new MutableStore<SessionState>(restore())

/** The token that requests carry. */
export function currentToken(): string | undefined {
  const state = sessionStore.getSnapshot()
  return state.status === 'signed-in' ? state.session.token : undefined
}

export function startSession(session: Session): void {
  sessionStorage.setItem(KEY, JSON.stringify(session))
  sessionStore.set({ status: 'signed-in', session })
}

/** Forgets the token: because the user `left`, or because the server `ended` the session. */
export function endSession(reason: 'left' | 'ended'): void {
  if (currentToken() === undefined) return
  sessionStorage.removeItem(KEY)
  sessionStore.set({ status: 'signed-out', reason })
}

function restore(): SessionState {
  try {
    const session = sessionSchema.parse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'))
    return { status: 'signed-in', session }
  } catch {
    return { status: 'signed-out', reason: 'new' }
  }
}
