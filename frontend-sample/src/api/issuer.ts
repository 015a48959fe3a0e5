import { ErrorResponse, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { fetchAuthentication, type Issuer } from './authentication'
import { currentSession, startSession } from './session'

let manager: Promise<UserManager> | undefined
let renewal: Promise<string | undefined> | undefined

/** Goes to the issuer, which leads back to this page with a code. */
export async function goToIssuer(): Promise<void> {
  await (await userManager()).signinRedirect({ state: location.hash })
}

/** Changes the code in the address for tokens, and begins a session with them. */
export async function finishSignIn(): Promise<void> {
  const address = location.href
  // Of use once only, whatever comes of it.
  history.replaceState(null, '', location.pathname)
  const user = await (await userManager()).signinRedirectCallback(address)
  if (typeof user.state === 'string') history.replaceState(null, '', location.pathname + user.state)
  startSession({
    token: user.access_token,
    username: user.profile.preferred_username ?? user.profile.sub,
    authority: 'issuer',
  })
}

/**
 * Gets a newer token from the issuer; `undefined` if it gives none any more.
 *
 * @throws Error when the issuer does not answer, which may change
 */
export function renewToken(): Promise<string | undefined> {
  renewal ??= renew().finally(() => {
    renewal = undefined
  })
  return renewal
}

/** Ends the session at the issuer too, if it has a page for that. */
export async function leaveIssuer(): Promise<void> {
  const users = await userManager()
  try {
    await users.signoutRedirect()
  } catch {
    await users.removeUser()
  }
}

async function renew(): Promise<string | undefined> {
  const users = await userManager()
  const user = await users.getUser()
  // Without a refresh token the library would try a frame, which the content security policy does not allow.
  if (user?.refresh_token === undefined) return undefined
  const renewed = await users.signinSilent().catch((error: unknown) => {
    if (error instanceof ErrorResponse) return null
    throw error
  })
  const session = currentSession()
  if (renewed === null || session === undefined) return undefined
  startSession({ ...session, token: renewed.access_token })
  return renewed.access_token
}

function userManager(): Promise<UserManager> {
  manager ??= fetchAuthentication().then(
    (authentication) => {
      if ('demo' in authentication) throw new Error('Expected the server to name an issuer')
      return createManager(authentication)
    },
    (error: unknown) => {
      manager = undefined
      throw error
    },
  )
  return manager
}

function createManager({ issuer, client_id, scope }: Issuer): UserManager {
  const page = `${location.origin}/`
  // Tokens last as long as the tab; by itself the library would keep what it remembers of a sign-in for ever.
  const store = new WebStorageStateStore({ store: sessionStorage })
  return new UserManager({
    authority: issuer,
    client_id,
    scope,
    redirect_uri: page,
    post_logout_redirect_uri: page,
    userStore: store,
    stateStore: store,
    automaticSilentRenew: false,
  })
}
