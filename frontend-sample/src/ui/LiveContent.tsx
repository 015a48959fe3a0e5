import type { JSX, ReactNode } from 'react'
import { describeError } from './notices'

export interface LiveContentProps<T> {
  readonly value: T | undefined
  readonly error: Error | null
  readonly children: (value: T) => ReactNode
}

/** What was loaded, or that it is not there yet, or why it could not be. */
export function LiveContent<T>({ value, error, children }: LiveContentProps<T>): JSX.Element {
  if (value !== undefined) return <>{children(value)}</>
  if (error) {
    return (
      <p className="form-error" role="alert">
        {describeError(error).join(' ')}
      </p>
    )
  }
  return <p className="loading">Loading…</p>
}
