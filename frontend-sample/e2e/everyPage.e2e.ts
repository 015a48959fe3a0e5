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
  const alice = await Account.signIn(server.url, 'alice')
  const { id } = await alice.createFolder(
    'A folder with a name that is rather long',
    await alice.home(),
  )
  await alice.createFolder('Another', id)
})

test.afterAll(() => server.dispose())

/** The addresses of all pages that the navigation leads to. */
async function pagesOf({ page }: Person): Promise<readonly string[]> {
  const links = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').all()
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')))
  expect(addresses.length).toBeGreaterThan(4)
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
    const alice = await Person.signIn(browser, server.url, 'Alice')
    await alice.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const faults: string[] = []

    for (const address of await pagesOf(alice)) {
      await goTo(alice.page, address)
      const { violations } = await new AxeBuilder({ page: alice.page }).analyze()
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue
        faults.push(...nodes.map(({ html }) => `${address} ${id}: ${html}`))
      }
    }

    expect(faults).toEqual([])
    await alice.leave()
  })
}

test('no page scrolls sideways on a phone', async ({ browser }) => {
  const alice = await Person.signIn(browser, server.url, 'Alice')
  const addresses = await pagesOf(alice)
  await alice.page.setViewportSize(PHONE)
  const tooWide: string[] = []

  for (const address of addresses) {
    await goTo(alice.page, address)
    const width = await alice.page.evaluate(() => document.documentElement.scrollWidth)
    if (width > PHONE.width) tooWide.push(`${address}: ${width}`)
  }

  expect(tooWide).toEqual([])
  await alice.leave()
})
