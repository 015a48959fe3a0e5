import { useMemo, useState, type JSX } from 'react'
import { useTidingsClient } from 'tidings-react'
import type { Me } from '../api/me'
import {
  AssetActionsContext,
  AssetDialogs,
  FolderPage,
  SharedPage,
  type AssetActions,
  type AssetDialog,
  type Uploads,
} from '../features/assets'
import { startChecksum } from '../features/jobs'
import { notifyError } from '../ui/notify'
import { folderHref, navigate, type Route } from './route'

export interface FilesProps {
  readonly me: Me
  readonly route: Route
  readonly uploads: Uploads
  readonly onJobStarted: () => void
}

/** A folder, or the folders that others share, with what can be done to what is in it. */
export function Files({ me, route, uploads, onJobStarted }: FilesProps): JSX.Element {
  const client = useTidingsClient()
  const [dialog, setDialog] = useState<AssetDialog>()
  const homeId = me.home_folder_id
  const actions = useMemo<AssetActions>(
    () => ({
      isOwn: ({ owner }) => owner === me.id || owner === me.name,
      hrefOf: (folderId) => (folderId === homeId ? '#/' : folderHref(folderId)),
      ask: setDialog,
      startChecksum: (asset) => {
        onJobStarted()
        startChecksum(asset.id).then(
          () => {
            client.refresh()
          },
          (error: unknown) => {
            notifyError(`No checksum of “${asset.name}”`, error)
          },
        )
      },
    }),
    [client, me, homeId, onJobStarted],
  )
  return (
    <AssetActionsContext value={actions}>
      {route.page === 'shared' ? (
        <SharedPage />
      ) : (
        <CurrentFolder route={route} homeId={homeId} uploads={uploads} />
      )}
      {dialog && (
        <AssetDialogs
          key={`${dialog.kind}-${dialog.asset.id}`}
          dialog={dialog}
          homeId={homeId}
          onClose={() => {
            setDialog(undefined)
          }}
        />
      )}
    </AssetActionsContext>
  )
}

interface CurrentFolderProps {
  readonly route: Route
  readonly homeId: string
  readonly uploads: Uploads
}

function CurrentFolder({ route, homeId, uploads }: CurrentFolderProps): JSX.Element {
  const folderId = route.page === 'folder' ? route.id : homeId
  return (
    <FolderPage
      key={folderId}
      folderId={folderId}
      homeId={homeId}
      uploads={uploads}
      onLeave={(next) => {
        navigate(next === undefined || next === homeId ? '#/' : folderHref(next))
      }}
    />
  )
}
