import { expect, test, type Browser } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { Account, type Listed } from './Account'
import { Person } from './Person'
import { TidingsServer } from './TidingsServer'

const SERVER_START = 180_000
const TABS = 5
// A connection that is cut off is silent, which takes two heartbeats to notice.
const SILENCE = 45_000

let server: TidingsServer
let account: Account
let folder: Listed

test.beforeAll(async () => {
  test.setTimeout(SERVER_START)
  server = await TidingsServer.create()
  await server.start()
  account = await Account.signIn(server.url, 'alice')
})

test.beforeEach(async () => {
  folder = await account.createFolder(randomUUID(), await account.home())
  await account.share(folder.id, 'bob')
})

test.afterAll(() => server.dispose())

/** Signs in, and goes to the folder, which Bob finds among those shared with him. */
async function open(browser: Browser, name: 'Alice' | 'Bob'): Promise<Person> {
  const person = await Person.signIn(browser, server.url, name)
  await goToFolder(person, name)
  return person
}

async function goToFolder(person: Person, name: 'Alice' | 'Bob'): Promise<void> {
  if (name === 'Bob') await person.page.getByRole('link', { name: 'Shared with me' }).click()
  await person.openFolder(folder.name)
}

async function openTabs(person: Person, name: 'Alice' | 'Bob'): Promise<readonly Person[]> {
  const tabs = [person]
  while (tabs.length < TABS) {
    const tab = await person.openTab(server.url, name)
    await goToFolder(tab, name)
    tabs.push(tab)
  }
  return tabs
}

test('two people with five tabs each see the same, once', async ({ browser }) => {
  const alice = await open(browser, 'Alice')
  const bob = await open(browser, 'Bob')
  const tabs = [...(await openTabs(alice, 'Alice')), ...(await openTabs(bob, 'Bob'))]
  for (const tab of tabs) tab.forgetRequests()

  await alice.upload('from-one-tab.txt', 'one')
  await tabs[1]?.upload('from-another.txt', 'two')

  for (const tab of tabs) {
    await expect(tab.row('from-one-tab.txt')).toHaveCount(1)
    await expect(tab.row('from-another.txt')).toHaveCount(1)
    expect(tab.listLoads).toEqual([])
    expect(tab.errors).toEqual([])
  }
  await alice.leave()
  await bob.leave()
})

test('a browser that was offline gets what it missed, without loading the list', async ({
  browser,
}) => {
  test.setTimeout(2 * SILENCE)
  const alice = await open(browser, 'Alice')
  const bob = await Person.signInWithoutWorker(browser, server.url, 'Bob')
  await goToFolder(bob, 'Bob')
  await alice.upload('before.txt', 'before')
  await expect(bob.row('before.txt')).toBeVisible()
  bob.forgetRequests()

  await bob.page.context().setOffline(true)
  await alice.upload('meanwhile.txt', 'meanwhile')
  await expect(alice.row('meanwhile.txt')).toBeVisible()
  await expect(bob.badge).not.toHaveText('Live updates', { timeout: SILENCE })
  await expect(bob.row('meanwhile.txt')).toHaveCount(0)
  await bob.page.context().setOffline(false)
  await bob.expectLive(5_000)

  await expect(bob.row('meanwhile.txt')).toHaveCount(1)
  await expect(bob.row('before.txt')).toHaveCount(1)
  expect(bob.listLoads).toEqual([])
  await alice.leave()
  await bob.leave()
})

test('a page that loses the right to what it shows forgets it', async ({ browser }) => {
  const bob = await open(browser, 'Bob')
  await account.createFolder('Plans', folder.id)
  await expect(bob.row('Plans')).toBeVisible()

  await account.takeBack(folder.id, 'bob')
  await account.createFolder('Secret plans', folder.id)

  await expect(bob.page.getByText(`You no longer have access to “${folder.name}”`)).toBeVisible()
  await expect(bob.row('Plans')).toHaveCount(0)
  await expect(bob.page.getByText('Secret plans')).toHaveCount(0)
  expect(bob.errors).toEqual([])
  await bob.leave()
})
