import { expect, test } from '@playwright/test'
import { requireEnvironment, TidingsServer } from './TidingsServer'

const SERVER_START = 180_000
const TOKEN_ENDS_WITHIN = 60_000

const PREFIX = 'spring.security.oauth2.resourceserver.jwt'

let server: TidingsServer
let issuer: string

test.beforeAll(async () => {
  test.setTimeout(SERVER_START)
  issuer = requireEnvironment('TIDINGS_ISSUER')
  server = await TidingsServer.create(
    `${PREFIX}.issuer-uri=${issuer}`,
    `${PREFIX}.audiences=${requireEnvironment('TIDINGS_AUDIENCE')}`,
    'tidings.security.clock-skew=0s',
  )
  await server.start()
})

test.afterAll(() => server.dispose())

test('signs in at the issuer, and again when the token has run out', async ({ page }) => {
  test.setTimeout(2 * TOKEN_ENDS_WITHIN)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) errors.push(message.text())
  })
  // The issuer takes a page of any port at a loopback address, and at no name.
  await page.goto(`http://127.0.0.1:${server.port}/`)
  await page.getByLabel('Username').fill('alice')
  await page.getByLabel('Password').fill('alice')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Live updates')).toBeVisible()
  expect(new URL(page.url()).search).toBe('')

  // A page that has just come from there asks first; whoever is signed in there is back at once.
  await page
    .getByRole('button', { name: `Sign in at ${new URL(issuer).host}` })
    .click({ timeout: TOKEN_ENDS_WITHIN })
  await expect(page.getByText('Live updates')).toBeVisible()
  expect(errors).toEqual([])
})
