import type { JSX, ReactNode } from 'react'
import { Button } from './Button'
import { EmptyState } from './EmptyState'
import type { IconName } from './Icon'
import { describeError } from './notices'

export interface ListPageProps {
  readonly title: string
  readonly icon: IconName
  /** What the button says that adds something. */
  readonly action: string
  readonly onAction: () => void
  /** The cards, `undefined` until the list was loaded. */
  readonly cards: readonly ReactNode[] | undefined
  readonly error: Error | null
  /** What is said while there is nothing. */
  readonly hint: string
}

/** A page with a list of cards, and a button that adds one. */
export function ListPage(props: ListPageProps): JSX.Element {
  const { title, icon, action, onAction, cards, error, hint } = props
  return (
    <>
      <div className="toolbar">
        <div className="crumbs">
          <h1>{title}</h1>
        </div>
        <div className="toolbar__tools">
          <Button look="primary" icon={icon} onClick={onAction}>
            {action}
          </Button>
        </div>
      </div>
      {error && cards === undefined && (
        <p className="form-error">{describeError(error).join(' ')}</p>
      )}
      {cards?.length === 0 && (
        <EmptyState icon={icon} title={`No ${title.toLowerCase()} yet`}>
          <p className="muted">{hint}</p>
        </EmptyState>
      )}
      <div className="panel-section">
        <ul className="cards" aria-label={title}>
          {cards}
        </ul>
      </div>
    </>
  )
}
