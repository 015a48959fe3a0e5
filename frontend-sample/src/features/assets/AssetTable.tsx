import type { JSX } from 'react'
import { formatBytes, formatFullMoment, formatMoment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Menu } from '../../ui/Menu'
import { isFolder, type Asset, type SortKey, type Sorting } from './asset'
import { menuOf, useAssetActions } from './assetActions'
import { AssetName } from './AssetName'
import { FileIcon } from './FileIcon'

const COLUMNS: readonly { readonly key: SortKey; readonly label: string }[] = [
  { key: 'name', label: 'Name' },
  { key: 'updated', label: 'Modified' },
  { key: 'size', label: 'Size' },
]

export interface AssetListProps {
  readonly assets: readonly Asset[]
  readonly canEdit: boolean
  readonly fresh: ReadonlySet<string>
}

export interface AssetItemProps {
  readonly asset: Asset
  readonly canEdit: boolean
  readonly isFresh: boolean
}

interface AssetTableProps extends AssetListProps {
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
}

export function AssetTable({
  assets,
  canEdit,
  fresh,
  sorting,
  onSort,
}: AssetTableProps): JSX.Element {
  return (
    <table className="assets">
      <thead>
        <tr>
          {COLUMNS.map(({ key, label }) => (
            <SortHeader key={key} column={key} label={label} sorting={sorting} onSort={onSort} />
          ))}
          <th className="assets__menu">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {assets.map((asset) => (
          <AssetRow key={asset.id} asset={asset} canEdit={canEdit} isFresh={fresh.has(asset.id)} />
        ))}
      </tbody>
    </table>
  )
}

interface SortHeaderProps {
  readonly column: SortKey
  readonly label: string
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
}

function SortHeader({ column, label, sorting, onSort }: SortHeaderProps): JSX.Element {
  const isSorted = sorting.key === column
  const direction = sorting.descending ? 'descending' : 'ascending'
  return (
    <th className={`assets__${column}`} aria-sort={isSorted ? direction : 'none'}>
      <button
        type="button"
        className={`sort ${isSorted ? `sort--${direction}` : ''}`}
        onClick={() => {
          onSort({ key: column, descending: isSorted && !sorting.descending })
        }}
      >
        {label}
        {isSorted && <Icon name="arrowUp" size={14} />}
      </button>
    </th>
  )
}

function AssetRow({ asset, canEdit, isFresh }: AssetItemProps): JSX.Element {
  const actions = useAssetActions()
  return (
    <tr
      className={isFresh ? 'is-fresh' : ''}
      data-asset-id={asset.id}
      aria-busy={asset.pending !== undefined}
    >
      <td className="assets__name">
        <FileIcon asset={asset} />
        <span className="assets__title">
          <AssetName asset={asset} />
          {asset.owner !== '' && !actions.isOwn(asset) && (
            <span className="owner">{asset.owner}</span>
          )}
        </span>
      </td>
      <td className="assets__updated" title={formatFullMoment(asset.updated_at)}>
        {formatMoment(asset.updated_at)}
      </td>
      <td className="assets__size">{isFolder(asset) ? '—' : formatBytes(asset.size ?? 0)}</td>
      <td className="assets__menu">
        {asset.pending !== 'created' && (
          <Menu label={`Actions for ${asset.name}`} items={menuOf(asset, canEdit, actions)}>
            <Icon name="more" />
          </Menu>
        )}
      </td>
    </tr>
  )
}
