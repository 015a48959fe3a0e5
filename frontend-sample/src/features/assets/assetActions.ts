import { createContext, use } from 'react'
import type { MenuItem } from '../../ui/Menu'
import { notifyError } from '../../ui/notify'
import { isFolder, type Asset } from './asset'
import { downloadAsset } from './assetApi'

/** A dialog about one asset. */
export interface AssetDialog {
  readonly kind: 'rename' | 'move' | 'share' | 'delete'
  readonly asset: Asset
}

/** What the rows of a list can ask of the page around them. */
export interface AssetActions {
  readonly isOwn: (asset: Asset) => boolean
  readonly hrefOf: (folderId: string) => string
  readonly ask: (dialog: AssetDialog) => void
  readonly startChecksum: (asset: Asset) => void
}

export const AssetActionsContext = createContext<AssetActions | undefined>(undefined)

export function useAssetActions(): AssetActions {
  const actions = use(AssetActionsContext)
  if (actions === undefined) throw new Error('No AssetActionsContext above this component')
  return actions
}

export function download(asset: Asset): void {
  downloadAsset(asset).catch((error: unknown) => {
    notifyError(`“${asset.name}” could not be downloaded`, error)
  })
}

/** What can be done with an asset; less in a folder that the reader may only view. */
export function menuOf(asset: Asset, canEdit: boolean, actions: AssetActions): readonly MenuItem[] {
  const ask = (kind: AssetDialog['kind']) => (): void => {
    actions.ask({ kind, asset })
  }
  return [
    ...(isFolder(asset)
      ? []
      : [
          {
            label: 'Download',
            icon: 'download',
            onSelect: () => {
              download(asset)
            },
          } as const,
        ]),
    ...(isFolder(asset) && actions.isOwn(asset)
      ? [{ label: 'Share…', icon: 'share', onSelect: ask('share') } as const]
      : []),
    {
      label: 'Compute checksum',
      icon: 'hash',
      onSelect: () => {
        actions.startChecksum(asset)
      },
    },
    // The entity tag of one that is being changed is not known yet.
    ...(canEdit && asset.pending === undefined ? editsOf(ask) : []),
  ]
}

function editsOf(ask: (kind: AssetDialog['kind']) => () => void): readonly MenuItem[] {
  return [
    { label: 'Rename…', icon: 'pencil', onSelect: ask('rename') },
    { label: 'Move…', icon: 'move', onSelect: ask('move') },
    { label: 'Delete…', icon: 'trash', isDanger: true, onSelect: ask('delete') },
  ]
}
