// Fails when a package, bundled and compressed without what it depends on, is larger than it may be.
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const KB = 1_000
const LIMITS = [
  { entry: 'tidings-client/dist/src/index.js', limit: 12 * KB },
  { entry: 'tidings-react/dist/src/index.js', limit: 5 * KB },
  { entry: 'tidings-react/dist/src/devtools/index.js', limit: 3 * KB },
]

let isTooLarge = false
for (const { entry, limit } of LIMITS) {
  const size = await sizeOf(join(import.meta.dirname, '..', 'packages', entry))
  console.log(`${entry}: ${size} of ${limit} bytes`)
  isTooLarge ||= size > limit
}
if (isTooLarge) {
  console.error('A package is too large. Make it smaller, or raise its limit and say why.')
  process.exitCode = 1
}

async function sizeOf(entry) {
  const [{ output }] = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: { entry, formats: ['es'] },
      // In library mode Vite leaves the spaces in; a page's build does not.
      rolldownOptions: { external: /^[^./]/, output: { minify: true } },
    },
  })
  return gzipSync(output.map(({ code }) => code).join('')).length
}
