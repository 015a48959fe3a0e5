import { z } from 'zod'
import { parseProblem, Problem, unreachable } from './problem'

const issuerSchema = z.object({
  issuer: z.string(),
  client_id: z.string(),
  scope: z.string(),
})

const authenticationSchema = z.union([z.object({ demo: z.literal(true) }), issuerSchema])

/** Where users sign in. */
export type Issuer = Readonly<z.infer<typeof issuerSchema>>

/** How users sign in: by a name and a password that are the same, or at an issuer. */
export type Authentication = { readonly demo: true } | Issuer

/** @throws Problem when the server does not answer, or knows no way for users to sign in */
export async function fetchAuthentication(): Promise<Authentication> {
  const response = await fetch('/api/auth', { headers: { Accept: 'application/json' } }).catch(
    () => {
      throw unreachable()
    },
  )
  if (!response.ok) throw parseProblem(response.status, await response.text())
  const read = authenticationSchema.safeParse(await response.json())
  if (read.success) return read.data
  throw new Problem(
    response.status,
    'No way to sign in',
    'The server does not say where to sign in.',
  )
}
