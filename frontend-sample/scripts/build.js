// Builds the package in the current folder: ESM and types to `dist`, and the licence beside them.
import { execFileSync } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const licence = join(import.meta.dirname, '..', '..', 'LICENSE')

rmSync('dist', { recursive: true, force: true })
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { stdio: 'inherit' })
copyFileSync(licence, 'LICENSE')
