import { useResourceMutation, type OptimisticEdit } from 'tidings-react'
import { notifyError } from './notify'

export interface WriteOptions<V> {
  readonly send: (variables: V, mutationId: string) => Promise<void>
  /** What to show until the change of this write comes. */
  readonly optimistic: (variables: V) => readonly OptimisticEdit[]
  /** Says what did not happen. */
  readonly failed: (variables: V) => string
}

/** Makes a write that is shown at once. When it fails, what was shown goes away, and the user is told. */
export function useWrite<V>({ send, optimistic, failed }: WriteOptions<V>): (variables: V) => void {
  const { mutateAsync } = useResourceMutation({ send, optimistic })
  return (variables) => {
    // What began the write may be gone from the page by the time it fails.
    mutateAsync(variables).catch((error: unknown) => {
      notifyError(failed(variables), error)
    })
  }
}
