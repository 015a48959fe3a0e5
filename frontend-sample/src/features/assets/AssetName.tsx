import type { JSX } from 'react'
import { isFolder, type Asset } from './asset'
import { download, useAssetActions } from './assetActions'

/** The name, which opens a folder and downloads a file. */
export function AssetName({ asset }: { asset: Asset }): JSX.Element {
  const { hrefOf } = useAssetActions()
  if (asset.pending === 'created') return <span className="asset-name truncate">{asset.name}</span>
  if (isFolder(asset)) {
    return (
      <a className="asset-name truncate" href={hrefOf(asset.id)} title={asset.name}>
        {asset.name}
      </a>
    )
  }
  return (
    <button
      type="button"
      className="asset-name truncate"
      title={`Download ${asset.name}`}
      onClick={() => {
        download(asset)
      }}
    >
      {asset.name}
    </button>
  )
}
