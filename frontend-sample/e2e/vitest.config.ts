import { defineConfig } from 'vitest/config'

/** The tests of the client in Node, against a service that they start and kill by themselves. */
export default defineConfig({
  resolve: { conditions: ['tidings-source'] },
  ssr: { resolve: { conditions: ['tidings-source'] } },
  test: {
    include: ['e2e/**/*.node.ts'],
    testTimeout: 30_000,
    hookTimeout: 200_000,
  },
})
