import type { JSX, ReactNode } from 'react'
import type { Lookup } from '../api/useLookup'
import { Problem } from '../api/problem'
import { Button } from './Button'
import { EmptyState } from './EmptyState'
import { describeError } from './notify'

export interface LoadedProps<T> {
  readonly from: Lookup<T>
  /** What is shown when the server says that there is no such thing. */
  readonly missing?: ReactNode
  readonly children: (value: T) => ReactNode
}

/** Shows what is loaded as soon as it is there, and until then what it waits for. */
export function Loaded<T>({ from, missing, children }: LoadedProps<T>): ReactNode {
  const { value, error, failureReason, reload } = from
  if (value !== undefined) return children(value)
  if (error === null) return <Loading reason={failureReason} />
  if (missing !== undefined && error instanceof Problem && error.status === 404) return missing
  return <LoadError error={error} onRetry={reload} />
}

function LoadError({
  error,
  onRetry,
}: {
  readonly error: Error
  readonly onRetry: () => void
}): JSX.Element {
  return (
    <EmptyState icon="alert" title="This could not be loaded">
      {describeError(error).map((text) => (
        <p key={text} className="muted">
          {text}
        </p>
      ))}
      <Button onClick={onRetry}>Try again</Button>
    </EmptyState>
  )
}

const ROWS = [1, 2, 3, 4, 5]

function Loading({ reason }: { readonly reason: Error | null }): JSX.Element {
  return (
    <div aria-busy="true">
      {reason && (
        <p className="form-note" role="status">
          Waiting for the server… {reason.message}
        </p>
      )}
      <div className="skeleton" role="img" aria-label="Loading">
        {ROWS.map((row) => (
          <span key={row} className="skeleton__row" />
        ))}
      </div>
    </div>
  )
}
