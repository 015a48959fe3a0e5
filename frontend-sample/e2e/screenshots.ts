import { expect, test, type Browser, type Page } from '@playwright/test'
import { fileURLToPath } from 'node:url'
import { Person } from './Person'
import { TidingsServer } from './TidingsServer'

const FOLDER = 'Coast in autumn'
const DESKTOP = { width: 1_280, height: 800 }
const PHONE = { width: 390, height: 844 }

/** Colours of sky, sun and land. */
const PICTURES: Readonly<Record<string, readonly [string, string, string, string]>> = {
  'Dawn.png': ['#f6b78f', '#fde7c9', '#fff4d6', '#3d5a6c'],
  'Harbour.png': ['#7fb7d6', '#dcecf2', '#ffffff', '#2f5d62'],
  'Dunes.png': ['#a8d0e6', '#f8e9d2', '#fff7e0', '#c9a66b'],
  'Heath.png': ['#b9a7d6', '#f0e2ee', '#ffe9d9', '#6b4f7a'],
  'Evening.png': ['#2b2d5b', '#e07a5f', '#f9c784', '#1f2440'],
  'Lighthouse.png': ['#0f2b46', '#3f6f8f', '#f2f4d8', '#0a1a2b'],
}

let server: TidingsServer

test.beforeAll(async () => {
  test.setTimeout(180_000)
  server = await TidingsServer.create()
  await server.start()
})

test.afterAll(() => server.dispose())

test('pictures of the sample at work', async ({ browser }) => {
  test.setTimeout(90_000)
  const alice = await Person.signIn(browser, server.url, 'Alice')
  await alice.page.setViewportSize(DESKTOP)
  await alice.createFolder(FOLDER)
  await alice.share(FOLDER, 'bob', 'Can edit')
  await alice.openFolder(FOLDER)
  const bob = await openShared(browser)
  await bob.page.setViewportSize(DESKTOP)

  await uploadPictures(alice, browser)
  await expect(bob.page.locator('.tile img')).toHaveCount(Object.keys(PICTURES).length)
  await bob.choose('Lighthouse.png', 'Compute checksum')
  await bob.choose('Dawn.png', 'Compute checksum')
  await expect(bob.page.getByText('SHA-256')).toHaveCount(2)
  await take(bob, 'folder')
  await toggleActivity(bob)
  await bob.page.setViewportSize(PHONE)
  await bob.page.emulateMedia({ colorScheme: 'dark' })
  await take(bob, 'phone-folder')
  const asset = await bob.page
    .locator('.tile', { hasText: 'Dawn.png' })
    .getAttribute('data-asset-id')

  for (const name of ['Dunes.png', 'Harbour.png', 'Heath.png']) {
    await alice.choose(name, 'Compute checksum')
  }
  await toggleActivity(alice)
  await createWorkflow(alice, 'Prepare for print', asset)
  await start(alice)
  await expect(alice.page.getByRole('button', { name: 'Proofread, running' })).toBeVisible()
  await expect(alice.page.getByRole('button', { name: 'Checksum, completed' })).toBeVisible()
  await alice.page.getByRole('button', { name: 'Scale down, completed' }).click()
  await expect(alice.page.getByRole('img', { name: 'Output of Scale down' })).toBeVisible()
  await take(alice, 'execution')
  await alice.page.emulateMedia({ colorScheme: 'dark' })
  await alice.page.setViewportSize(PHONE)
  await take(alice, 'phone-execution')
  await alice.page.emulateMedia({ colorScheme: 'light' })
  await alice.page.setViewportSize(DESKTOP)

  await alice.page.getByRole('link', { name: 'Dashboard' }).click()
  await expect(alice.page.getByRole('region', { name: 'Executions in numbers' })).toBeVisible()
  await runInBackground(alice)
  await expect(alice.page.getByText('2 completed')).toBeVisible({ timeout: 30_000 })
  await take(alice, 'dashboard')
  await alice.leave()
  await bob.leave()
})

async function openShared(browser: Browser): Promise<Person> {
  const bob = await Person.signIn(browser, server.url, 'Bob')
  await bob.page.getByRole('link', { name: 'Shared with me' }).click()
  await bob.openFolder(FOLDER)
  await bob.page.getByRole('button', { name: 'Tiles' }).click()
  return bob
}

async function uploadPictures(person: Person, browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 480, height: 360 } })
  const files = []
  for (const [name, colors] of Object.entries(PICTURES)) {
    files.push({ name, mimeType: 'image/png', buffer: await draw(page, colors) })
  }
  await page.close()
  await person.page.locator('input[type=file]').setInputFiles(files)
}

/** Draws a landscape. */
async function draw(
  page: Page,
  [sky, horizon, sun, land]: readonly [string, string, string, string],
): Promise<Buffer> {
  await page.setContent(`<style>body { margin: 0 }</style>
    <svg width="480" height="360">
      <linearGradient id="sky" x2="0" y2="1">
        <stop stop-color="${sky}"/><stop offset="1" stop-color="${horizon}"/>
      </linearGradient>
      <rect width="480" height="360" fill="url(#sky)"/>
      <circle cx="330" cy="170" r="42" fill="${sun}"/>
      <path d="M0 240Q120 170 240 235T480 215V360H0Z" fill="${land}" opacity="0.6"/>
      <path d="M0 290Q150 235 290 285T480 265V360H0Z" fill="${land}"/>
    </svg>`)
  return page.screenshot()
}

async function createWorkflow(person: Person, name: string, asset: string | null): Promise<void> {
  const graph = {
    nodes: [
      { type: 'image_thumbnail', id: 'small', name: 'Scale down', asset_id: asset, size: 320 },
      { type: 'delay', id: 'proof', name: 'Proofread', milliseconds: 8_000 },
      { type: 'delay', id: 'colours', name: 'Check colours', milliseconds: 1_000 },
      { type: 'checksum', id: 'sum', name: 'Checksum' },
      { type: 'delay', id: 'press', name: 'Print', milliseconds: 1_000 },
    ],
    edges: [
      { id: 'small-proof', source: 'small', target: 'proof' },
      { id: 'small-colours', source: 'small', target: 'colours' },
      { id: 'colours-sum', source: 'colours', target: 'sum' },
      { id: 'proof-press', source: 'proof', target: 'press' },
    ],
  }
  await person.page.getByRole('link', { name: 'Workflows' }).click()
  await person.page.getByRole('button', { name: 'New workflow' }).click()
  await person.page.getByLabel('Name', { exact: true }).fill(name)
  await person.page.getByLabel('Graph').fill(JSON.stringify(graph, null, 2))
  await person.page.getByRole('button', { name: 'Create' }).click()
  await expect(person.page.getByRole('link', { name, exact: true })).toBeVisible()
}

async function toggleActivity({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: /^Activity/ }).click()
}

async function start({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Start Prepare for print' }).click()
}

/** Starts executions in another tab, so that the dashboard's charts have something to tell. */
async function runInBackground(person: Person): Promise<void> {
  const tab = await person.openTab(server.url, 'Alice')
  for (let round = 0; round < 3; round++) {
    await tab.page.goto(`${server.url}/#/workflows`)
    await start(tab)
    await expect(tab.page.getByRole('button', { name: 'Scale down, completed' })).toBeVisible()
  }
  await tab.page.close()
}

async function take({ page }: Person, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`../../src/docs/screenshots/${name}.png`, import.meta.url))
  await page.mouse.move(0, 0)
  await page.screenshot({ path, animations: 'disabled' })
}
