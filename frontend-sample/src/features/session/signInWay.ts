import { fetchAuthentication, type Authentication } from '../../api/authentication'
import type { SignedOutReason } from '../../api/session'

/** What the sign-in page has to offer. */
export type SignInWay =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'demo' }
  | { readonly kind: 'issuer'; readonly host: string }
  | { readonly kind: 'failed'; readonly error: string }

const KEY = 'tidings.sent-to-issuer'
const PAUSE = 30_000

let preparation: Promise<SignInWay> | undefined

/**
 * Finds out how to sign in, and does it where nobody has to be asked: with the code that an issuer has sent along, or
 * by going to the issuer.
 *
 * Whoever has signed out stays here, and so does whoever has just come from the issuer: a token that the server refuses
 * would send the browser to and fro for ever.
 */
export function prepareSignIn(reason: SignedOutReason): Promise<SignInWay> {
  preparation ??= prepare(reason).finally(() => {
    preparation = undefined
  })
  return preparation
}

/** Goes to the issuer. Comes to an end only if it cannot be reached, or the user comes back without signing in. */
export async function signInAtIssuer(): Promise<SignInWay> {
  sessionStorage.setItem(KEY, String(Date.now()))
  const { goToIssuer } = await import('../../api/issuer')
  await goToIssuer()
  return offer(await fetchAuthentication())
}

async function prepare(reason: SignedOutReason): Promise<SignInWay> {
  const address = new URLSearchParams(location.search)
  if (address.has('state') && (address.has('code') || address.has('error'))) {
    const { finishSignIn } = await import('../../api/issuer')
    await finishSignIn()
    return { kind: 'unknown' }
  }
  const way = offer(await fetchAuthentication())
  const sentAt = Number(sessionStorage.getItem(KEY) ?? 0)
  const isDue = reason !== 'left' && Date.now() - sentAt >= PAUSE
  return way.kind === 'issuer' && isDue ? signInAtIssuer() : way
}

function offer(authentication: Authentication): SignInWay {
  if ('demo' in authentication) return { kind: 'demo' }
  return { kind: 'issuer', host: new URL(authentication.issuer).host }
}
