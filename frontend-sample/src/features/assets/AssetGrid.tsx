import type { JSX } from 'react'
import { formatBytes, formatMoment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { Menu } from '../../ui/Menu'
import { RemoteImage } from '../../ui/RemoteImage'
import { hasThumbnail, isFolder, type Asset } from './asset'
import { contentPath } from './assetApi'
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
      <Face asset={asset} />
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

/** The image that a file holds, or what kind of file it is. */
function Face({ asset }: { asset: Asset }): JSX.Element {
  const icon = <FileIcon asset={asset} size={34} />
  if (!hasThumbnail(asset)) return <div className="tile__face">{icon}</div>
  // The name below says what it is.
  return (
    <RemoteImage path={contentPath(asset)} alt="" className="tile__face">
      {icon}
    </RemoteImage>
  )
}
