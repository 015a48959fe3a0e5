import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, type JSX, type ReactNode } from 'react'
import type { TidingsClient } from 'tidings-client'
import { ListBindings } from './listBinding'
import { TidingsContext } from './tidingsContext'

export interface TidingsProviderProps {
  readonly client: TidingsClient
  readonly children: ReactNode
}

/** Runs a client for as long as it is mounted, and gives it to the hooks below. */
export function TidingsProvider({ client, children }: TidingsProviderProps): JSX.Element {
  const queries = useQueryClient()
  const tidings = useMemo(
    () => ({ client, bindings: new ListBindings(client, queries) }),
    [client, queries],
  )
  useEffect(() => {
    client.start()
    return () => {
      client.stop()
    }
  }, [client])
  return <TidingsContext value={tidings}>{children}</TidingsContext>
}
