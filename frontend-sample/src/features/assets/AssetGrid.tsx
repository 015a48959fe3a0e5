import type { JSX } from 'react'
import { formatBytes, formatMoment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Menu } from '../../ui/Menu'
import { isFolder } from './asset'
import { menuOf, useAssetActions } from './assetActions'
import { AssetName } from './AssetName'
import type { AssetItemProps, AssetListProps } from './AssetTable'
import { FileIcon } from './FileIcon'

export function AssetGrid({ assets, canEdit, fresh }: AssetListProps): JSX.Element {
  return (
    <ul className="tiles">
      {assets.map((asset) => (
        <Tile key={asset.id} asset={asset} canEdit={canEdit} isFresh={fresh.has(asset.id)} />
      ))}
    </ul>
  )
}

function Tile({ asset, canEdit, isFresh }: AssetItemProps): JSX.Element {
  const actions = useAssetActions()
  const details = isFolder(asset) ? 'Folder' : formatBytes(asset.size ?? 0)
  return (
    <li
      className={`tile ${isFresh ? 'is-fresh' : ''}`}
      data-asset-id={asset.id}
      aria-busy={asset.pending !== undefined}
    >
      <div className="tile__face">
        <FileIcon asset={asset} size={34} />
      </div>
      <div className="tile__foot">
        <div className="tile__text">
          <AssetName asset={asset} />
          <span className="muted">
            {details} · {formatMoment(asset.updated_at)}
          </span>
        </div>
        {asset.pending !== 'created' && (
          <Menu label={`Actions for ${asset.name}`} items={menuOf(asset, canEdit, actions)}>
            <Icon name="more" />
          </Menu>
        )}
      </div>
    </li>
  )
}
