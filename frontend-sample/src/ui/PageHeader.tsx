import type { JSX, ReactNode } from 'react'
import { Icon } from './Icon'

export interface PageHeaderProps {
  readonly title: string
  /** The page that this one is a part of. */
  readonly parent?: { readonly title: string; readonly href: string }
  readonly children?: ReactNode
}

/** The heading of a page, the way back from it, and what can be done on it. */
export function PageHeader({ title, parent, children }: PageHeaderProps): JSX.Element {
  return (
    <div className="toolbar">
      {parent ? (
        <nav className="crumbs" aria-label="Path">
          <ol>
            <li>
              <a href={parent.href}>{parent.title}</a>
              <Icon name="chevron" size={16} />
            </li>
            <li>
              <h1 aria-current="page" title={title}>
                {title}
              </h1>
            </li>
          </ol>
        </nav>
      ) : (
        <div className="crumbs">
          <h1>{title}</h1>
        </div>
      )}
      {children && <div className="toolbar__tools">{children}</div>}
    </div>
  )
}
