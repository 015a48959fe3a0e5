// Fails when what the page loads before anything else, compressed, is larger than it may be.
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const LIMIT = 200_000

const { output } = await build({
  root: join(import.meta.dirname, '..'),
  logLevel: 'warn',
  build: { write: false },
})
const files = new Map(
  output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
)
const page = files.get('/index.html')
const loaded = page.matchAll(/(?:src|href)="(?<path>\/assets\/[^"]+\.(?:js|css))"/g)
const paths = ['/index.html', ...Array.from(loaded, ({ groups }) => groups.path)]

let size = 0
for (const path of paths) {
  const bytes = gzipSync(files.get(path)).length
  console.log(`${path}: ${bytes} bytes`)
  size += bytes
}
console.log(`First load: ${size} of ${LIMIT} bytes`)
if (paths.length === 1 || size > LIMIT) {
  console.error('The first load is too large. Load what is not needed at once where it is.')
  process.exitCode = 1
}
