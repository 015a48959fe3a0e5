import { useState, type JSX, type ReactNode } from 'react'
import { IconButton } from '../../ui/Button'
import { Loaded } from '../../ui/Loaded'
import { sortAssets, type Sorting } from './asset'
import { AssetGrid } from './AssetGrid'
import { AssetTable } from './AssetTable'
import type { LiveFolder } from './useFolder'

export interface AssetBrowserProps {
  readonly folder: LiveFolder
  readonly heading: ReactNode
  readonly tools?: ReactNode
  readonly empty: ReactNode
}

type View = 'list' | 'grid'

const VIEW_KEY = 'tidings.view'

/** A list of assets under a heading, as table or as tiles, with its empty and error states. */
export function AssetBrowser({ folder, heading, tools, empty }: AssetBrowserProps): JSX.Element {
  const [view, setView] = useState<View>(() =>
    localStorage.getItem(VIEW_KEY) === 'grid' ? 'grid' : 'list',
  )
  const choose = (next: View): void => {
    localStorage.setItem(VIEW_KEY, next)
    setView(next)
  }
  return (
    <>
      <div className="toolbar">
        {heading}
        <div className="toolbar__tools">
          <div className="switch" role="group" aria-label="View">
            {(['list', 'grid'] as const).map((option) => (
              <IconButton
                key={option}
                icon={option}
                label={option === 'list' ? 'List' : 'Tiles'}
                aria-pressed={view === option}
                onClick={() => {
                  choose(option)
                }}
              />
            ))}
          </div>
          {tools}
        </div>
      </div>
      <AssetView folder={folder} view={view} empty={empty} />
    </>
  )
}

interface AssetViewProps {
  readonly folder: LiveFolder
  readonly view: View
  readonly empty: ReactNode
}

function AssetView({ folder: { list, fresh }, view, empty }: AssetViewProps): JSX.Element {
  const [sorting, setSorting] = useState<Sorting>({ key: 'name', descending: false })
  return (
    <Loaded from={list}>
      {({ items, folderId, role }) => {
        if (items.length === 0) return empty
        const assets = sortAssets(items, sorting)
        const canEdit = folderId !== null && role !== 'viewer'
        return view === 'list' ? (
          <AssetTable
            assets={assets}
            canEdit={canEdit}
            fresh={fresh}
            sorting={sorting}
            onSort={setSorting}
          />
        ) : (
          <AssetGrid assets={assets} canEdit={canEdit} fresh={fresh} />
        )
      }}
    </Loaded>
  )
}
