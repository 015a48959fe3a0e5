import { useQuery, type QueryKey } from '@tanstack/react-query'
import type { ResourceListResult } from 'tidings-react'

/** Something that is loaded, or will be, or could not be. */
export type Lookup<T> = Omit<ResourceListResult<T>, 'feed'>

const INTERVAL = 5_000

/** Something that no stream tells of, looked up every few seconds. */
export function useLookup<T>(
  queryKey: QueryKey,
  load: (signal: AbortSignal) => Promise<T>,
): Lookup<T> {
  const { data, error, failureReason, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => load(signal),
    refetchInterval: INTERVAL,
  })
  return { value: data, error, failureReason, reload: () => void refetch() }
}
