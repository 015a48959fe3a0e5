import type { JSX } from 'react'
import { Icon } from '../../ui/Icon'
import type { Crumb } from './asset'
import { useAssetActions } from './assetActions'

export interface BreadcrumbsProps {
  readonly path: readonly Crumb[]
  readonly homeId: string
}

/** The way to the folder: from home, or from "Shared with me" when it lies in somebody else's. */
export function Breadcrumbs({ path, homeId }: BreadcrumbsProps): JSX.Element {
  const { hrefOf } = useAssetActions()
  const isOwn = path[0]?.id === homeId
  return (
    <nav aria-label="Folder path" className="crumbs">
      <ol>
        {!isOwn && path.length > 0 && (
          <li>
            <a href="#/shared">Shared with me</a>
            <Icon name="chevron" size={16} />
          </li>
        )}
        {path.map((crumb, index) => {
          const name = crumb.id === homeId ? 'My files' : crumb.name
          const isLast = index === path.length - 1
          return (
            <li key={crumb.id}>
              {isLast ? (
                <h1 aria-current="page">{name}</h1>
              ) : (
                <>
                  <a href={hrefOf(crumb.id)}>{name}</a>
                  <Icon name="chevron" size={16} />
                </>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
