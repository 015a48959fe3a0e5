import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type * as HttpModule from '../../api/http'
import type * as SessionModule from '../../api/session'
import type * as TokenModule from '../../api/token'
import type * as SignInWayModule from './signInWay'
import type * as SignOutModule from './signOut'

const ISSUER = 'https://id.example.com'
const CONFIGURATION = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  end_session_endpoint: `${ISSUER}/logout`,
}

type Answer = () => Response

/** Modules that remember who is signed in, as a page that was just loaded has them. */
interface Page {
  readonly http: typeof HttpModule
  readonly session: typeof SessionModule
  readonly token: typeof TokenModule
  readonly way: typeof SignInWayModule
  readonly out: typeof SignOutModule
}

let authentication: Answer
let tokens: Answer
let requests: string[]
let posted: URLSearchParams[]
let visited: URL[]
let issued = 0

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  })

const encode = (part: object): string => btoa(JSON.stringify(part)).replaceAll('=', '')

const giveTokens: Answer = () =>
  json({
    access_token: `access-${++issued}`,
    refresh_token: `refresh-${issued}`,
    id_token: `${encode({ alg: 'none' })}.${encode({ sub: 'u1', preferred_username: 'ada' })}.`,
    token_type: 'Bearer',
    expires_in: 300,
  })

const loadPage = async (): Promise<Page> => {
  vi.resetModules()
  return {
    http: await import('../../api/http'),
    session: await import('../../api/session'),
    token: await import('../../api/token'),
    way: await import('./signInWay'),
    out: await import('./signOut'),
  }
}

/** Follows a page to the issuer. */
const visitIssuer = async (reason: 'new' | 'ended' = 'new', from?: Page): Promise<URL> => {
  const { way } = from ?? (await loadPage())
  const before = visited.length
  void way.prepareSignIn(reason)
  return vi.waitFor(() => {
    const address = visited[before]
    if (address === undefined) throw new Error('The page is still here')
    return address
  })
}

/** Signs in from a page, by way of the issuer, to the page that it leads back to. */
const signIn = async (hash = ''): Promise<Page> => {
  history.replaceState(null, '', `/${hash}`)
  const state = (await visitIssuer()).searchParams.get('state') ?? ''
  history.replaceState(null, '', `/?code=c1&state=${state}`)
  const page = await loadPage()
  await page.way.prepareSignIn('new')
  return page
}

beforeEach(() => {
  authentication = () =>
    json({ demo: false, issuer: ISSUER, client_id: 'tidings', scope: 'openid' })
  tokens = giveTokens
  requests = []
  posted = []
  visited = []
  issued = 0
  vi.spyOn(location, 'assign').mockImplementation((url) => {
    visited.push(new URL(url))
  })
  vi.stubGlobal('fetch', (input: string | URL, init?: RequestInit) => {
    const address = String(input)
    if (address === '/api/auth') return Promise.resolve(authentication())
    if (address === '/api/jobs') {
      const token = new Headers(init?.headers).get('Authorization') ?? ''
      requests.push(token)
      return Promise.resolve(json({}, token === 'Bearer access-2' ? 200 : 401))
    }
    if (address.endsWith('/.well-known/openid-configuration')) {
      return Promise.resolve(json(CONFIGURATION))
    }
    if (address !== CONFIGURATION.token_endpoint) return Promise.reject(new TypeError(address))
    posted.push(new URLSearchParams(init?.body as string))
    return Promise.resolve().then(tokens)
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
})

it('offers the people of the demo', async () => {
  authentication = () => json({ demo: true })

  expect(await (await loadPage()).way.prepareSignIn('new')).toEqual({ kind: 'demo' })
})

it('says so when the server knows no way to sign in', async () => {
  authentication = () => json({ demo: false })

  await expect((await loadPage()).way.prepareSignIn('new')).rejects.toThrow(
    'The server does not say where to sign in.',
  )
})

it('goes to the issuer with a challenge', async () => {
  const { origin, pathname, searchParams } = await visitIssuer()

  expect(origin + pathname).toBe(CONFIGURATION.authorization_endpoint)
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'tidings',
    scope: 'openid',
    code_challenge_method: 'S256',
    redirect_uri: `${location.origin}/`,
  })
})

it('signs in with the code that comes back, and goes where the user was going', async () => {
  const { session } = await signIn('#/workflows')

  expect(session.currentSession()).toEqual({
    token: 'access-1',
    username: 'ada',
    authority: 'issuer',
  })
  expect(location.href).toBe(`${location.origin}/#/workflows`)
  expect(posted[0]?.get('grant_type')).toBe('authorization_code')
  expect(posted[0]?.get('code_verifier')?.length).toBeGreaterThan(42)
  expect(localStorage.length).toBe(0)
})

it('does not take a code that it did not ask for', async () => {
  history.replaceState(null, '', '/?code=c1&state=other')
  const { way, session } = await loadPage()

  await expect(way.prepareSignIn('new')).rejects.toThrow('state')
  expect(session.currentSession()).toBeUndefined()
})

it('says what the issuer has against it', async () => {
  const state = (await visitIssuer()).searchParams.get('state') ?? ''
  history.replaceState(null, '', `/?error=access_denied&state=${state}`)

  await expect((await loadPage()).way.prepareSignIn('new')).rejects.toThrow('access_denied')
})

it('does not go back and forth when the server refuses what the issuer gives', async () => {
  const { way, session } = await signIn()
  session.endSession('ended')

  expect(await way.prepareSignIn('ended')).toEqual({ kind: 'issuer', host: 'id.example.com' })
  expect(visited).toHaveLength(1)
})

it('goes to the issuer again when a session ends later', async () => {
  const page = await signIn()
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000)
  page.session.endSession('ended')

  expect((await visitIssuer('ended', page)).host).toBe('id.example.com')
})

it('stays here after a sign-out, which ends the session at the issuer too', async () => {
  const { out } = await signIn()
  out.signOut()
  await vi.waitFor(() => {
    expect(visited.at(-1)?.href).toContain(CONFIGURATION.end_session_endpoint)
  })

  const { way, session } = await loadPage()
  expect(session.sessionStore.getSnapshot()).toEqual({ status: 'signed-out', reason: 'left' })
  expect(await way.prepareSignIn('left')).toMatchObject({ kind: 'issuer' })
})

it('gets a newer token, once for all who ask', async () => {
  const { token, session } = await signIn()

  const newer = await Promise.all([token.freshToken('access-1'), token.freshToken('access-1')])

  expect(newer).toEqual(['access-2', 'access-2'])
  expect(session.currentToken()).toBe('access-2')
  expect(posted.slice(1).map((form) => form.get('refresh_token'))).toEqual(['refresh-1'])
  expect(await token.freshToken('access-1')).toBe('access-2')
})

it('has no newer token when the issuer gives none', async () => {
  const { token } = await signIn()
  tokens = () => json({ error: 'invalid_grant' }, 400)

  expect(await token.freshToken('access-1')).toBeUndefined()
})

it('asks again later when the issuer is away', async () => {
  const { token } = await signIn()
  tokens = () => {
    throw new TypeError('Failed to fetch')
  }

  await expect(token.freshToken('access-1')).rejects.toThrow('Failed to fetch')
  tokens = giveTokens
  expect(await token.freshToken('access-1')).toBe('access-2')
})

it('sends a request again with a newer token', async () => {
  const { http } = await signIn()

  expect((await http.request('/api/jobs')).ok).toBe(true)
  expect(requests).toEqual(['Bearer access-1', 'Bearer access-2'])
})

it('ends the session when a newer token is refused too', async () => {
  const { http, session } = await signIn()
  session.startSession({ token: 'access-9', username: 'ada', authority: 'issuer' })
  issued = 9

  await expect(http.request('/api/jobs')).rejects.toMatchObject({ status: 401 })
  expect(session.sessionStore.getSnapshot()).toEqual({ status: 'signed-out', reason: 'ended' })
})
