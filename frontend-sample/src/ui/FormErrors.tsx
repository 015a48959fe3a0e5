import type { JSX } from 'react'

/** What the server has against what was entered. */
export function FormErrors({ errors }: { errors: readonly string[] }): JSX.Element | null {
  if (errors.length === 0) return null
  return (
    <div className="form-error" role="alert">
      {errors.map((error) => (
        <p key={error}>{error}</p>
      ))}
    </div>
  )
}
