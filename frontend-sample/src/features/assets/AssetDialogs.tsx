import type { JSX } from 'react'
import { useTidingsClient } from 'tidings-react'
import { notify } from '../../ui/notices'
import { deleteAsset, moveAsset, renameAsset } from './assetApi'
import type { AssetDialog } from './assetActions'
import { DeleteDialog } from './DeleteDialog'
import { MoveDialog } from './MoveDialog'
import { NameDialog } from './NameDialog'
import { ShareDialog } from './ShareDialog'

export interface AssetDialogsProps {
  readonly dialog: AssetDialog
  readonly homeId: string
  readonly onClose: () => void
}

/**
 * The dialog that is open. None of them touches a list: the change that the server makes arrives as it does for
 * everybody else.
 */
export function AssetDialogs({ dialog, homeId, onClose }: AssetDialogsProps): JSX.Element {
  const client = useTidingsClient()
  const { asset, kind } = dialog
  const then = async (work: Promise<void>, notice: string): Promise<void> => {
    await work
    client.refresh()
    notify('success', notice)
  }
  switch (kind) {
    case 'rename':
      return (
        <NameDialog
          title="Rename"
          action="Rename"
          initial={asset.name}
          onSubmit={(name) => then(renameAsset(asset, name), `Renamed to “${name}”`)}
          onClose={onClose}
        />
      )
    case 'move':
      return (
        <MoveDialog
          asset={asset}
          homeId={homeId}
          onMove={(folderId) => then(moveAsset(asset, folderId), `Moved “${asset.name}”`)}
          onClose={onClose}
        />
      )
    case 'delete':
      return (
        <DeleteDialog
          asset={asset}
          onDelete={() => then(deleteAsset(asset), `Deleted “${asset.name}”`)}
          onClose={onClose}
        />
      )
    case 'share':
      return <ShareDialog asset={asset} onClose={onClose} />
  }
}
