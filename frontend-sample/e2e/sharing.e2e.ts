import { expect, test } from '@playwright/test'
import { createHash } from 'node:crypto'
import { Person } from './Person'
import { TidingsServer } from './TidingsServer'

const GREEN_AGAIN_WITHIN = 5_000

const SERVER_START = 180_000

let server: TidingsServer
let alice: Person
let bob: Person

test.beforeAll(async () => {
  test.setTimeout(SERVER_START)
  server = await TidingsServer.create()
  await server.start()
})

test.beforeEach(async ({ browser }) => {
  alice = await Person.signIn(browser, server.url, 'Alice')
  bob = await Person.signIn(browser, server.url, 'Bob')
})

test.afterEach(async () => {
  await alice.leave()
  await bob.leave()
})

test.afterAll(async () => {
  await server.dispose()
})

/** Opens a new folder in both browsers. Each test has folders of its own, since they share a server. */
async function shareAndOpen(folder: string, role: 'Can view' | 'Can edit'): Promise<void> {
  await bob.page.getByRole('link', { name: 'Shared with me' }).click()
  await alice.createFolder(folder)
  await alice.share(folder, 'bob', role)
  await alice.openFolder(folder)
  await bob.openFolder(folder)
}

/** Creates something without a browser, and returns its id. */
async function post(user: string, path: string, body: unknown): Promise<string> {
  const { id } = await sendJson('POST', path, body, await authorization(user))
  return id
}

/** How many sessions of somebody there are. */
async function countSessions(user: string): Promise<number> {
  const response = await fetch(`${server.url}/api/me/sessions`, {
    headers: await authorization(user),
  })
  const { sessions } = (await response.json()) as { readonly sessions: readonly unknown[] }
  return sessions.length
}

async function authorization(user: string): Promise<Readonly<Record<string, string>>> {
  const { access_token: token } = await sendJson(
    'POST',
    '/api/auth/token',
    { username: user, password: user },
    {},
  )
  return { Authorization: `Bearer ${token}` }
}

async function sendJson(
  method: 'POST' | 'PUT',
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly id: string; readonly access_token: string }> {
  const response = await fetch(server.url + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  expect(response.ok).toBe(true)
  return (await response.json()) as { readonly id: string; readonly access_token: string }
}

test('shows what one person uploads, renames and deletes on the page of another, who loads nothing', async () => {
  await shareAndOpen('Reports', 'Can view')
  bob.forgetRequests()

  await alice.upload('figures.csv', 'a,b\n1,2\n')
  await expect(bob.row('figures.csv')).toBeVisible()

  await alice.choose('figures.csv', 'Rename…')
  await alice.page.getByLabel('Name', { exact: true }).fill('numbers.csv')
  await alice.page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(bob.row('numbers.csv')).toBeVisible()
  await expect(bob.row('figures.csv')).toHaveCount(0)

  await alice.choose('numbers.csv', 'Delete…')
  await alice.page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(bob.row('numbers.csv')).toHaveCount(0)

  expect(bob.listLoads).toEqual([])
  expect([...alice.errors, ...bob.errors]).toEqual([])
})

test('shows own changes through push alone', async () => {
  alice.forgetRequests()

  await alice.createFolder('Drafts')
  await alice.upload('plan.txt', 'first')
  await expect(alice.row('plan.txt')).toBeVisible()

  expect(alice.listLoads).toEqual([])
})

test('survives the end of the server: yellow or gray, then green within five seconds, and the list is right', async () => {
  test.setTimeout(SERVER_START)
  await shareAndOpen('Outage', 'Can edit')
  await alice.upload('before.txt', 'before')
  await expect(bob.row('before.txt')).toBeVisible()

  await server.kill()
  await expect(alice.badge).not.toHaveText('Live updates')
  await expect(bob.badge).toHaveText(/Polling fallback|Reconnecting…/)
  await expect(bob.page.getByRole('alert')).toHaveText(
    'Real-time updates disconnected. Using polling fallback.',
  )
  bob.forgetRequests()

  await server.start()
  await Promise.all([alice.expectLive(GREEN_AGAIN_WITHIN), bob.expectLive(GREEN_AGAIN_WITHIN)])
  await expect(bob.page.getByRole('alert')).toHaveCount(0)
  await alice.upload('after.txt', 'after')

  await expect(bob.row('after.txt')).toBeVisible()
  await expect(bob.row('before.txt')).toHaveCount(1)
  await expect(bob.row('after.txt')).toHaveCount(1)
  expect(bob.listLoads).toEqual([])
})

test('polls while sockets are blocked, and goes over to one without a loss or a double', async ({
  browser,
}) => {
  test.setTimeout(90_000)
  const polling = await Person.signInWithoutSocket(browser, server.url, 'Alice')
  await expect(polling.badge).toHaveText('Polling fallback')
  polling.forgetRequests()

  await alice.upload('one.txt', '1')
  await expect(polling.row('one.txt')).toBeVisible()
  polling.unblockSocket()
  await alice.upload('two.txt', '2')
  await polling.expectLive(40_000)
  await alice.upload('three.txt', '3')

  await expect(polling.row('three.txt')).toBeVisible()
  for (const name of ['one.txt', 'two.txt', 'three.txt']) {
    await expect(polling.row(name)).toHaveCount(1)
  }
  expect(polling.listLoads).toEqual([])
  await polling.leave()
})

test('leads out of a folder that is deleted, or no longer shared', async () => {
  await shareAndOpen('Short-lived', 'Can view')
  await alice.page.getByRole('link', { name: 'My files' }).first().click()

  await alice.choose('Short-lived', 'Delete…')
  await alice.page.getByRole('button', { name: 'Delete', exact: true }).click()

  await expect(bob.page.getByText('“Short-lived” was deleted')).toBeVisible()
  await expect(bob.page.getByRole('heading', { name: 'My files' })).toBeVisible()
})

test('computes the checksum of a file that it really reads', async () => {
  const content = Buffer.alloc(3_000_000, 'tidings')
  await alice.upload('large.bin', content)
  await expect(alice.row('large.bin')).toBeVisible()

  await alice.choose('large.bin', 'Compute checksum')

  const sha256 = createHash('sha256').update(content).digest('hex')
  await expect(alice.page.getByRole('region', { name: 'Jobs' }).getByText(sha256)).toBeVisible()
})

test('runs a workflow, and shows in another tab how far it is', async ({ browser }) => {
  const tab = await Person.signIn(browser, server.url, 'Alice')
  await tab.page.getByRole('link', { name: 'Workflows' }).click()
  await alice.page.getByRole('link', { name: 'Workflows' }).click()

  await alice.page.getByRole('button', { name: 'New workflow' }).click()
  await alice.page.getByLabel('Name', { exact: true }).fill('Waiting')
  await alice.page.getByRole('button', { name: 'Create' }).click()
  await alice.page.getByRole('link', { name: 'Executions' }).click()
  await tab.page.getByRole('button', { name: 'Start Waiting' }).click()

  const first = tab.page.getByRole('button', { name: 'Wait a moment, completed' })
  const seen = alice.page.getByRole('list', { name: 'Executions' }).getByRole('listitem')
  await expect(seen.getByText(/running · [1-3] of 4 nodes/)).toBeVisible()
  await expect(first).toBeVisible()
  await expect(seen.getByText('completed · 4 of 4 nodes')).toBeVisible()
  await expect(tab.page.getByRole('button', { name: /, completed$/ })).toHaveCount(4)
  await tab.leave()
})

test('finds what is written in a file, in another tab too', async ({ browser }) => {
  await alice.upload('fox.txt', Buffer.from('The quick brown fox jumps over the lazy dog.'))
  await expect(alice.row('fox.txt')).toBeVisible()
  const tab = await Person.signIn(browser, server.url, 'Alice')
  await tab.page.getByRole('link', { name: 'Collections' }).click()
  await alice.page.getByRole('link', { name: 'Collections' }).click()

  await alice.page.getByRole('button', { name: 'New collection' }).click()
  await alice.page.getByLabel('Name', { exact: true }).fill('Everything')
  await alice.page.getByRole('button', { name: 'Create' }).click()
  await tab.page.getByRole('link', { name: 'Everything', exact: true }).click()
  const words = tab.page.getByRole('searchbox', { name: 'Search Everything' })
  await words.fill('brown')
  await words.press('Enter')

  const found = tab.page.getByRole('list', { name: 'Found in Everything' })
  await expect(found.getByRole('listitem')).toContainText('fox.txt')
  await expect(found.locator('mark')).toHaveText('brown')
  await tab.leave()
})

test('shows a message in another tab, which loads nothing for it', async ({ browser }) => {
  const thread = await post('alice', '/api/threads', { title: 'Release' })
  const tab = await Person.signIn(browser, server.url, 'Alice')
  await tab.page.goto(`${server.url}/#/threads/${thread}`)
  await expect(tab.page.getByText('Nothing was written yet')).toBeVisible()
  await alice.page.getByRole('link', { name: 'Threads' }).click()
  await alice.page.getByRole('link', { name: 'Release' }).click()
  tab.forgetRequests()

  const text = alice.page.getByRole('textbox', { name: 'Message' })
  await text.fill('Is it ready?')
  await text.press('Enter')

  const seen = tab.page.getByRole('log', { name: 'Messages' })
  await expect(seen.getByText('Is it ready?')).toHaveCount(1)
  await alice.page.getByRole('button', { name: 'Delete “Is it ready?”' }).click()
  await expect(tab.page.getByText('Nothing was written yet')).toBeVisible()
  expect(tab.loadsOf(`/api/threads/${thread}/messages`)).toEqual([])
  await tab.leave()
})

test('shows everything that has no page of its own as it changes', async () => {
  await alice.page.getByRole('link', { name: 'Everything else' }).click()
  const workspaces = alice.page.getByRole('region', { name: 'Workspaces' })
  await expect(workspaces.getByText('Nothing yet.')).toBeVisible()

  const workspace = await post('alice', '/api/workspaces', { name: 'Editors' })
  await workspaces.getByRole('button', { name: 'Editors' }).click()
  const members = alice.page.getByRole('region', { name: 'Members of Editors' })
  await expect(members.getByRole('row', { name: 'alice owner' })).toBeVisible()
  await sendJson(
    'PUT',
    `/api/workspaces/${workspace}/members`,
    { user: 'bob', role: 'viewer' },
    await authorization('alice'),
  )
  await expect(members.getByRole('row', { name: 'bob viewer' })).toBeVisible()
})

test('has one session for all tabs, and closes it at sign-out', async () => {
  const tab = await alice.page.context().newPage()
  await tab.goto(server.url)
  await tab.getByRole('button', { name: 'Continue as Alice' }).click()
  await expect(tab.getByRole('status', { name: /^Connection:/ })).toHaveText('Live updates')
  await alice.createFolder('In both tabs')
  await expect(tab.getByRole('row').filter({ hasText: 'In both tabs' })).toBeVisible()
  await expect.poll(() => countSessions('alice')).toBe(1)
  await tab.close()

  await alice.page.getByRole('button', { name: 'Signed in as alice' }).click()
  await alice.page.getByRole('menuitem', { name: 'Sign out' }).click()

  await expect(alice.page.getByRole('button', { name: 'Continue as Alice' })).toBeVisible()
  await expect.poll(() => countSessions('alice')).toBe(0)
})
