import type { JSX } from 'react'
import { EmptyState } from '../../ui/EmptyState'
import { AssetBrowser } from './AssetBrowser'
import { useShared } from './useFolder'

export function SharedPage(): JSX.Element {
  const shared = useShared()
  return (
    <AssetBrowser
      folder={shared}
      heading={
        <div className="crumbs">
          <h1>Shared with me</h1>
        </div>
      }
      empty={
        <EmptyState icon="users" title="Nothing is shared with you">
          <p className="muted">
            When somebody shares a folder with you, it appears here by itself.
          </p>
        </EmptyState>
      }
    />
  )
}
