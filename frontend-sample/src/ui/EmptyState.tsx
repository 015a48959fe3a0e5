import type { JSX, ReactNode } from 'react'
import { Icon, type IconName } from './Icon'

export interface EmptyStateProps {
  readonly icon: IconName
  readonly title: string
  readonly children?: ReactNode
}

export function EmptyState({ icon, title, children }: EmptyStateProps): JSX.Element {
  return (
    <div className="empty">
      <span className="empty__icon">
        <Icon name={icon} size={30} />
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  )
}
