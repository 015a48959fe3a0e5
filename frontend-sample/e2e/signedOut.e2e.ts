import { expect, test } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { Account } from './Account'
import { Person } from './Person'
import { TidingsServer } from './TidingsServer'

const SERVER_START = 180_000
const TOKEN_LIFETIME = 20_000

let server: TidingsServer

test.beforeAll(async () => {
  test.setTimeout(SERVER_START)
  server = await TidingsServer.create(
    `tidings.security.demo-token-lifetime=${TOKEN_LIFETIME}ms`,
    'tidings.security.clock-skew=0s',
  )
  await server.start()
})

test.afterAll(() => server.dispose())

test('leads to the sign-in when the token has run out, and back when there is another', async ({
  browser,
}) => {
  const account = await Account.signIn(server.url, 'alice')
  const name = randomUUID()
  await account.createFolder(name, await account.home())
  const alice = await Person.signIn(browser, server.url, 'Alice')
  await expect(alice.row(name)).toBeVisible()

  const signIn = alice.page.getByRole('button', { name: 'Continue as Alice' })
  await expect(signIn).toBeVisible({ timeout: 2 * TOKEN_LIFETIME })
  await expect(alice.page.getByText(name)).toHaveCount(0)
  await signIn.click()
  await alice.expectLive()

  await expect(alice.row(name)).toBeVisible()
  expect(alice.errors).toEqual([])
  await alice.leave()
})
