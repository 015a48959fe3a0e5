import { currentSession } from './session'

/**
 * The token of whoever is signed in, or a newer one than the `outdated` one that the server does not take any more.
 *
 * `undefined` when nobody is signed in, or the issuer gives no newer one.
 *
 * @throws Error when the issuer does not answer
 */
export async function freshToken(outdated?: string): Promise<string | undefined> {
  const session = currentSession()
  if (session?.authority !== 'issuer' || session.token !== outdated) return session?.token
  const { renewToken } = await import('./issuer')
  return renewToken()
}
