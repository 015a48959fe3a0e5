import type { JSX, ReactNode } from 'react'
import type { ResourceListResult } from 'tidings-react'
import { Button } from './Button'
import { EmptyState } from './EmptyState'
import type { IconName } from './Icon'
import { Loaded } from './Loaded'
import { PageHeader } from './PageHeader'

export interface ListPageProps<T> {
  readonly title: string
  readonly icon: IconName
  /** What the button says that adds something. */
  readonly action?: string
  readonly onAction?: () => void
  readonly list: ResourceListResult<readonly T[]>
  readonly card: (item: T) => ReactNode
  /** What is said while there is nothing. */
  readonly hint: string
}

/** A page with a list of cards, and a button that adds one. */
export function ListPage<T>(props: ListPageProps<T>): JSX.Element {
  const { title, icon, action, onAction, list, card, hint } = props
  return (
    <>
      <PageHeader title={title}>
        {action !== undefined && (
          <Button look="primary" icon={icon} onClick={onAction}>
            {action}
          </Button>
        )}
      </PageHeader>
      <Loaded from={list}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={icon} title={`No ${title.toLowerCase()} yet`}>
              <p className="muted">{hint}</p>
            </EmptyState>
          ) : (
            <div className="panel-section">
              <ul className="cards" aria-label={title}>
                {items.map(card)}
              </ul>
            </div>
          )
        }
      </Loaded>
    </>
  )
}
