import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormErrors } from '../../ui/FormErrors'
import { Icon } from '../../ui/Icon'
import { describeError } from '../../ui/notify'
import { sortAssets, type Asset } from './asset'
import { fetchFolders } from './assetApi'

export interface MoveDialogProps {
  readonly asset: Asset
  readonly homeId: string
  readonly onMove: (folderId: string) => void
  readonly onClose: () => void
}

/** Lets the user walk through the folders and choose where something goes. */
export function MoveDialog({ asset, homeId, onMove, onClose }: MoveDialogProps): JSX.Element {
  const [folderId, setFolderId] = useState<string | null>(asset.parent_id ?? homeId)
  const folder = useQuery({
    queryKey: ['folders', folderId],
    queryFn: ({ signal }) => fetchFolders(folderId, signal),
    staleTime: 0,
    gcTime: 0,
  })
  const path = folder.data?.path ?? []
  const up = path.length > 1 ? path[path.length - 2]?.id : undefined
  const here = folderId === homeId ? 'My files' : (path[path.length - 1]?.name ?? 'Shared with me')
  const folders = sortAssets(folder.data?.items ?? [], { key: 'name', descending: false })
  return (
    <Dialog title={`Move “${asset.name}”`} onClose={onClose}>
      <div className="stack">
        <div className="picker__places">
          <Button
            icon="home"
            onClick={() => {
              setFolderId(homeId)
            }}
          >
            My files
          </Button>
          <Button
            icon="users"
            onClick={() => {
              setFolderId(null)
            }}
          >
            Shared with me
          </Button>
        </div>
        <div className="picker">
          <div className="picker__here">
            {up !== undefined && (
              <button
                type="button"
                className="picker__up"
                aria-label="To the folder above"
                onClick={() => {
                  setFolderId(up)
                }}
              >
                <Icon name="chevron" size={18} />
              </button>
            )}
            <strong className="truncate">{here}</strong>
          </div>
          <ul className="picker__list">
            {folders
              .filter(({ id }) => id !== asset.id)
              .map(({ id, name }) => (
                <li key={id}>
                  <button
                    type="button"
                    onClick={() => {
                      setFolderId(id)
                    }}
                  >
                    <Icon name="folder" size={18} />
                    <span className="truncate">{name}</span>
                    <Icon name="chevron" size={16} />
                  </button>
                </li>
              ))}
            {folder.isSuccess && folders.length === 0 && <li className="muted">No folders here</li>}
          </ul>
        </div>
        <FormErrors errors={folder.error ? describeError(folder.error) : []} />
        <footer className="dialog__actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={folderId === null || folderId === asset.parent_id}
            onClick={() => {
              if (folderId !== null) onMove(folderId)
              onClose()
            }}
          >
            Move here
          </Button>
        </footer>
      </div>
    </Dialog>
  )
}
