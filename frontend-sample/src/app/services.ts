import { QueryClient } from '@tanstack/react-query'
import { TidingsClient } from 'tidings-client'
import { Problem } from '../api/problem'
import { currentToken } from '../api/session'
import { Uploads } from '../features/assets'

/** What lives as long as somebody is signed in. */
export interface Services {
  readonly queries: QueryClient
  readonly client: TidingsClient
  readonly uploads: Uploads
}

const LONGEST_WAIT = 5_000

export function createServices(): Services {
  const client = new TidingsClient({
    url: '/ws',
    token: currentToken,
    log: (text) => {
      console.debug(`[tidings] ${text}`)
    },
  })
  const uploads = new Uploads(() => {
    client.refresh()
  })
  return { client, uploads, queries: createQueryClient() }
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
