import { defineConfig } from '@playwright/test'

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const RABBIT_MQ = 'rabbitMq.e2e.ts'
const ISSUER = 'issuer.e2e.ts'

export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'server', testMatch: '*.e2e.ts', testIgnore: [RABBIT_MQ, ISSUER] },
    { name: 'rabbitmq', testMatch: RABBIT_MQ },
    { name: 'issuer', testMatch: ISSUER },
    { name: 'screenshots', testMatch: 'screenshots.ts' },
  ],
  outputDir: '../test-results',
  // The tests kill and restart a server of their own; they are not in a hurry.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    headless: true,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: CHROMIUM_FLAGS,
    },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
})
