import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, type JSX, type ReactNode } from 'react'
import type { TidingsClient } from 'tidings-client'
import { ListBindings } from './listBinding.js'
import { defaultQueryKeys, type QueryKeyMap } from './queryKeys.js'
import { TidingsContext } from './tidingsContext.js'

export interface TidingsProviderProps {
  readonly client: TidingsClient
  /** What changes make stale besides the lists that they are put into; the same object at each render. */
  readonly queryKeys?: QueryKeyMap
  /**
   * Whether changes of a destination are pushed; the same function at each render. Lists of the others are loaded again
   * every `pollInterval`, and their endpoints need not name a position.
   */
  readonly isLive?: (destination: string) => boolean
  readonly children: ReactNode
}

const always = (): boolean => true

/** Runs a client for as long as it is mounted, and gives it to the hooks below. */
export function TidingsProvider({
  client,
  queryKeys = defaultQueryKeys,
  isLive = always,
  children,
}: TidingsProviderProps): JSX.Element {
  const queries = useQueryClient()
  const tidings = useMemo(
    () => ({ client, bindings: new ListBindings(client, queries, queryKeys), isLive }),
    [client, queries, queryKeys, isLive],
  )
  useEffect(() => {
    client.start()
    return () => {
      client.stop()
    }
  }, [client])
  return <TidingsContext value={tidings}>{children}</TidingsContext>
}
