import type { JSX } from 'react'
import { EmptyState } from './EmptyState'
import type { IconName } from './Icon'

export interface NotHereProps {
  readonly icon: IconName
  /** What is missing, such as `thread`. */
  readonly kind: string
  /** The page with all of that kind. */
  readonly href: string
}

/** In the place of something that does not exist, or that the user may not see. */
export function NotHere({ icon, kind, href }: NotHereProps): JSX.Element {
  return (
    <EmptyState icon={icon} title={`This ${kind} is not here`}>
      <p className="muted">It does not exist, it was deleted, or it is not shared with you.</p>
      <a className="button button--primary" href={href}>
        To the {kind}s
      </a>
    </EmptyState>
  )
}
