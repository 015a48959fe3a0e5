import { useEffect, useEffectEvent, useRef, useState, type JSX } from 'react'
import { Problem } from '../../api/problem'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { notify } from '../../ui/notify'
import type { Crumb } from './asset'
import { AssetBrowser } from './AssetBrowser'
import type { AssetList } from './assetList'
import { Breadcrumbs } from './Breadcrumbs'
import { DropZone } from './DropZone'
import { NameDialog } from './NameDialog'
import type { Uploads } from './uploads'
import { useAssetWrites } from './useAssetWrites'
import { useFolder } from './useFolder'

export interface FolderPageProps {
  readonly folderId: string
  readonly homeId: string
  readonly uploads: Uploads
  /** Leaves the folder because it is gone, for the one given or for home. */
  readonly onLeave: (folderId?: string) => void
}

export function FolderPage({ folderId, homeId, uploads, onLeave }: FolderPageProps): JSX.Element {
  const { createFolder } = useAssetWrites()
  const [isNaming, setNaming] = useState(false)
  const folder = useFolder(folderId)
  const { list } = folder
  const path = useLastPath(list.value)
  const name = folderId === homeId ? 'My files' : (path.at(-1)?.name ?? 'this folder')
  useLeave(list.feed?.status === 'refused', () => {
    notify('info', `You no longer have access to “${name}”`)
    onLeave()
  })
  useLeave(folder.isGone, () => {
    notify('info', `“${name}” was deleted`)
    onLeave(path.at(-2)?.id)
  })
  const isViewer = list.value?.role === 'viewer'
  const upload = (files: readonly File[]): void => {
    if (files.length > 0) uploads.add({ id: folderId, name }, files)
  }
  if (list.error instanceof Problem && !list.error.isTransient) return <NotHere />
  return (
    <DropZone isDisabled={isViewer} label={`Drop files to upload them to ${name}`} onFiles={upload}>
      <AssetBrowser
        folder={folder}
        heading={<Breadcrumbs path={path} homeId={homeId} />}
        tools={
          isViewer ? (
            <span className="owner">View only</span>
          ) : (
            <>
              <Button
                icon="folderPlus"
                onClick={() => {
                  setNaming(true)
                }}
              >
                New folder
              </Button>
              <UploadButton onFiles={upload} />
            </>
          )
        }
        empty={
          <EmptyState icon={isViewer ? 'folder' : 'upload'} title="Nothing here yet">
            <p className="muted">
              {isViewer
                ? 'What others put here appears by itself.'
                : 'Drop files anywhere on this page, or use the upload button.'}
            </p>
          </EmptyState>
        }
      />
      {isNaming && (
        <NameDialog
          title="New folder"
          action="Create"
          onSubmit={(folderName) => {
            createFolder({ parentId: folderId, name: folderName })
          }}
          onClose={() => {
            setNaming(false)
          }}
        />
      )}
    </DropZone>
  )
}

/** The way to the folder, also when its list is forgotten because it is not shared any more. */
function useLastPath(list: AssetList | undefined): readonly Crumb[] {
  const [path, setPath] = useState<readonly Crumb[]>([])
  if (list === undefined || list.path === path) return path
  setPath(list.path)
  return list.path
}

function useLeave(isDue: boolean, onDue: () => void): void {
  const leave = useEffectEvent(onDue)
  useEffect(() => {
    if (isDue) leave()
  }, [isDue])
}

function UploadButton({ onFiles }: { onFiles: (files: readonly File[]) => void }): JSX.Element {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button look="primary" icon="upload" onClick={() => input.current?.click()}>
        Upload
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to upload"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </>
  )
}

function NotHere(): JSX.Element {
  return (
    <EmptyState icon="folder" title="This folder is not here">
      <p className="muted">It does not exist, or it is not shared with you.</p>
      <a className="button button--primary" href="#/">
        To my files
      </a>
    </EmptyState>
  )
}
