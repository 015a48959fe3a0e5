// Has people do the same work with polling and with Tidings, against a real server, and prints what each way costs.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultServerConditions, runnerImport } from 'vite'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const minutes = Number(values.minutes)
if (!(minutes > 0)) throw new Error(`'--minutes' must be positive, but was '${values.minutes}'`)

const { module } = await runnerImport(join(import.meta.dirname, '..', 'comparison', 'compare.ts'), {
  configFile: false,
  environments: {
    inline: { resolve: { conditions: ['tidings-source', ...defaultServerConditions] } },
  },
})
await module.compare({ minutes })
