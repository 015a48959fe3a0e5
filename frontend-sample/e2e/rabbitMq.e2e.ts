import { expect, test } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { Account } from './Account'
import { Person } from './Person'
import { requireEnvironment, TidingsServer } from './TidingsServer'

const SERVER_START = 180_000
const BROKER_START = 120_000

let server: TidingsServer

test.beforeAll(async () => {
  test.setTimeout(SERVER_START)
  server = await TidingsServer.create(
    'tidings.broker.mode=rabbitmq',
    'tidings.security.let-anybody-sign-in=true',
    `tidings.broker.rabbitmq.addresses=${requireEnvironment('TIDINGS_RABBITMQ')}`,
    `tidings.broker.rabbitmq.virtual-host=${requireEnvironment('TIDINGS_RABBITMQ_VIRTUAL_HOST')}`,
    `spring.datasource.url=${requireEnvironment('TIDINGS_DATABASE')}`,
  )
  await server.start()
})

test.afterAll(() => server.dispose())

async function control(action: 'stop' | 'start'): Promise<void> {
  const address = `${requireEnvironment('TIDINGS_RABBITMQ_CONTROL')}/${action}`
  const { ok } = await fetch(address, { method: 'POST' })
  expect(ok).toBe(true)
}

async function sessionsOf(account: Account): Promise<readonly string[]> {
  const { sessions } = await account.read<{ sessions: readonly { id: string }[] }>(
    '/api/me/sessions',
  )
  return sessions.map(({ id }) => id)
}

test('a restart of RabbitMQ disconnects nobody and costs no change', async ({ browser }) => {
  test.setTimeout(BROKER_START)
  const account = await Account.signIn(server.url, 'alice')
  const reader = await Account.signIn(server.url, 'bob')
  const folder = await account.createFolder(randomUUID(), await account.home())
  await account.share(folder.id, 'bob')
  const alice = await Person.signIn(browser, server.url, 'Alice')
  const bob = await Person.signIn(browser, server.url, 'Bob')
  await bob.page.getByRole('link', { name: 'Shared with me' }).click()
  await alice.openFolder(folder.name)
  await bob.openFolder(folder.name)
  bob.forgetRequests()

  await alice.upload('before.txt', 'before')
  await expect(bob.row('before.txt')).toBeVisible()
  await expect.poll(() => sessionsOf(reader)).toHaveLength(1)
  const sessions = await sessionsOf(reader)
  await control('stop')
  await alice.upload('meanwhile.txt', 'meanwhile')
  await expect(bob.row('meanwhile.txt')).toBeVisible()
  await bob.expectLive()
  await control('start')
  await alice.upload('after.txt', 'after')
  await expect(bob.row('after.txt')).toBeVisible()

  for (const name of ['before.txt', 'meanwhile.txt', 'after.txt']) {
    await expect(bob.row(name)).toHaveCount(1)
  }
  expect(await sessionsOf(reader)).toEqual(sessions)
  expect(bob.listLoads).toEqual([])
  expect([...alice.errors, ...bob.errors]).toEqual([])
  await alice.leave()
  await bob.leave()
})
