import { z } from 'zod'
import { request } from './http'

const sessionsSchema = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      user: z.string().nullish(),
      address: z.string().nullish(),
      instance: z.string().nullish(),
      user_agent: z.string().nullish(),
      connected_at: z.string(),
    }),
  ),
  next: z.string().nullish(),
})

export type SessionPage = Readonly<z.infer<typeof sessionsSchema>>

/** A STOMP session of somebody, on whichever instance. */
export type OpenSession = SessionPage['sessions'][number]

/** Whose sessions are meant: one's own, or for admins those of all users. */
export type SessionScope = '/api/me/sessions' | '/api/admin/sessions'

export async function fetchSessions(
  scope: SessionScope,
  signal: AbortSignal,
): Promise<SessionPage> {
  return sessionsSchema.parse(await (await request(scope, { signal })).json())
}

export async function closeSession(scope: SessionScope, { id }: OpenSession): Promise<void> {
  await request(`${scope}/${encodeURIComponent(id)}`, { method: 'DELETE' })
}
