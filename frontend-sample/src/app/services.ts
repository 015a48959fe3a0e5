import { QueryClient } from '@tanstack/react-query'
import { createSharedClient, TidingsClient } from 'tidings-client'
import { Faults } from 'tidings-client/faults'
import { Problem } from '../api/problem'
import { freshToken } from '../api/token'
import { Uploads } from '../features/assets'
import { chosenPollInterval } from '../features/connection'
import { devtoolsStore } from './devtools'

/** What lives as long as somebody is signed in. */
export interface Services {
  readonly queries: QueryClient
  readonly client: TidingsClient
  readonly uploads: Uploads
  /** In milliseconds since 1970. */
  readonly startedAt: number
  /** What developers may do to the connection; there if the page was loaded with the tools for them. */
  readonly faults: Faults | undefined
}

/** Milliseconds between the polls that are counted as saved. */
export const POLL_INTERVAL = 3_000

const LONGEST_WAIT = 5_000

export function createServices(user: string): Services {
  // Faults of one page must not be those of all tabs.
  const faults = devtoolsStore.getSnapshot() ? new Faults() : undefined
  const client = createClient(user, faults)
  client.setPollInterval(chosenPollInterval())
  const uploads = new Uploads(() => {
    client.refresh()
  })
  return { client, uploads, faults, startedAt: Date.now(), queries: createQueryClient() }
}

function createClient(user: string, faults: Faults | undefined): TidingsClient {
  const options = {
    url: '/ws',
    token: freshToken,
    pollInterval: POLL_INTERVAL,
    log: (text: string) => {
      console.debug(`[tidings] ${text}`)
    },
  }
  if (faults) return new TidingsClient({ ...options, webSocketFactory: faults.webSocketFactory })
  return createSharedClient({
    ...options,
    user,
    worker: () =>
      new SharedWorker(new URL('./tidingsWorker.ts', import.meta.url), { type: 'module' }),
  })
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A list must come through however long the server is away: without it there is nothing to keep current.
        retry: (_, error) => error instanceof Problem && error.isTransient,
        retryDelay: (attempt) => Math.random() * Math.min(LONGEST_WAIT, 500 * 2 ** attempt),
        networkMode: 'always',
      },
    },
  })
}
