import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { Account } from './Account'
import { Person } from './Person'
import { TidingsServer } from './TidingsServer'

const SERVER_START = 180_000
// axe takes a second for a page, and there are many.
const ALL_PAGES = 120_000
const PHONE = { width: 390, height: 844 }

let server: TidingsServer

test.beforeAll(async () => {
  test.setTimeout(SERVER_START)
  server = await TidingsServer.create()
  await server.start()
  const admin = await Account.signIn(server.url, 'admin')
  const { id } = await admin.createFolder(
    'A folder with a name that is rather long',
    await admin.home(),
  )
  await admin.createFolder('Another', id)
})

test.afterAll(() => server.dispose())

/** The addresses of all pages that the navigation of an admin leads to. */
async function pagesOf({ page }: Person): Promise<readonly string[]> {
  const links = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').all()
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')))
  expect(addresses.length).toBeGreaterThan(12)
  return addresses.filter((address) => address !== null)
}

/** Loads the page, so that nothing of the one before is looked at. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.goto(`${server.url}/${address}`)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no serious fault on any page, ${colorScheme}`, async ({ browser }) => {
    test.setTimeout(ALL_PAGES)
    const admin = await Person.signIn(browser, server.url, 'Admin')
    await admin.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const faults: string[] = []

    for (const address of await pagesOf(admin)) {
      await goTo(admin.page, address)
      const { violations } = await new AxeBuilder({ page: admin.page }).analyze()
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue
        faults.push(...nodes.map(({ html }) => `${address} ${id}: ${html}`))
      }
    }

    expect(faults).toEqual([])
    await admin.leave()
  })
}

test('no page scrolls sideways on a phone', async ({ browser }) => {
  const admin = await Person.signIn(browser, server.url, 'Admin')
  const addresses = await pagesOf(admin)
  await admin.page.setViewportSize(PHONE)
  const tooWide: string[] = []

  for (const address of addresses) {
    await goTo(admin.page, address)
    const width = await admin.page.evaluate(() => document.documentElement.scrollWidth)
    if (width > PHONE.width) tooWide.push(`${address}: ${width}`)
  }

  expect(tooWide).toEqual([])
  await admin.leave()
})

test("an admin ends somebody's session", async ({ browser }) => {
  const admin = await Person.signIn(browser, server.url, 'Admin')
  const bob = await Person.signIn(browser, server.url, 'Bob')
  await admin.page.goto(`${server.url}/#/admin/sessions`)

  await admin.page.getByRole('button', { name: /^End session of bob,/ }).click()

  await expect(bob.page.getByRole('button', { name: 'Continue as Bob' })).toBeVisible()
  await expect(bob.page.getByRole('heading', { name: 'My files' })).toHaveCount(0)
  await expect(admin.row('bob')).toHaveCount(0)
  await expect(admin.row('admin')).toHaveCount(1)
  await admin.leave()
  await bob.leave()
})
