import type { JSX } from 'react'
import type { AssetDialog } from './assetActions'
import { DeleteAssetDialog } from './DeleteAssetDialog'
import { MoveDialog } from './MoveDialog'
import { NameDialog } from './NameDialog'
import { ShareDialog } from './ShareDialog'
import { useAssetWrites } from './useAssetWrites'

export interface AssetDialogsProps {
  readonly dialog: AssetDialog
  readonly homeId: string
  readonly onClose: () => void
}

/** The dialog that is open. What it leads to is shown by the list, at once. */
export function AssetDialogs({ dialog, homeId, onClose }: AssetDialogsProps): JSX.Element {
  const { rename, move, remove } = useAssetWrites()
  const { asset, kind } = dialog
  switch (kind) {
    case 'rename':
      return (
        <NameDialog
          title="Rename"
          action="Rename"
          initial={asset.name}
          onSubmit={(name) => {
            rename({ asset, name })
          }}
          onClose={onClose}
        />
      )
    case 'move':
      return (
        <MoveDialog
          asset={asset}
          homeId={homeId}
          onMove={(folderId) => {
            move({ asset, folderId })
          }}
          onClose={onClose}
        />
      )
    case 'delete':
      return (
        <DeleteAssetDialog
          asset={asset}
          onDelete={() => {
            remove(asset)
          }}
          onClose={onClose}
        />
      )
    case 'share':
      return <ShareDialog asset={asset} onClose={onClose} />
  }
}
