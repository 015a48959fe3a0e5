// Fails when what the page loads before anything else, compressed, is larger than it may be.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const LIMIT = 200_000
const ROOT = join(import.meta.dirname, '..')

const { output } = await build({
  root: ROOT,
  logLevel: 'warn',
  build: { write: false },
})
const files = new Map(
  output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
)
const page = files.get('/index.html')
const loaded = page.matchAll(/(?:src|href)="(?<path>\/[^"]+\.(?:js|css))"/g)
const paths = ['/index.html', ...Array.from(loaded, ({ groups }) => groups.path)]

let size = 0
for (const path of paths) {
  const content = files.get(path) ?? readFileSync(join(ROOT, 'public', path))
  const bytes = gzipSync(content).length
  console.log(`${path}: ${bytes} bytes`)
  size += bytes
}
console.log(`First load: ${size} of ${LIMIT} bytes`)
if (paths.length === 1 || size > LIMIT) {
  console.error('The first load is too large. Load what is not needed at once where it is.')
  process.exitCode = 1
}
