import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormErrors } from '../../ui/FormErrors'
import { useSubmission } from '../../ui/useSubmission'
import { createCollection, fetchFolders } from './collectionApi'

interface NewCollectionDialogProps {
  readonly homeId: string
  readonly onClose: () => void
}

/** Asks for a name and for the folder whose files are indexed. */
export function NewCollectionDialog({ homeId, onClose }: NewCollectionDialogProps): JSX.Element {
  const [name, setName] = useState('')
  const [folderId, setFolderId] = useState(homeId)
  const { errors, isBusy, run } = useSubmission(onClose)
  const folders = useQuery({
    queryKey: ['collection_folders', homeId],
    queryFn: ({ signal }) => fetchFolders(homeId, signal),
  })
  return (
    <Dialog title="New collection" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          run(() => createCollection(name.trim(), folderId))
        }}
      >
        <label className="field">
          <span>Name</span>
          <input
            value={name}
            required
            autoComplete="off"
            onChange={(event) => {
              setName(event.target.value)
            }}
          />
        </label>
        <label className="field">
          <span>Files</span>
          <select
            value={folderId}
            onChange={(event) => {
              setFolderId(event.target.value)
            }}
          >
            <option value={homeId}>All my files</option>
            {folders.data?.map((folder) => (
              <option key={folder.id} value={folder.id}>
                {folder.name}
              </option>
            ))}
          </select>
        </label>
        <FormErrors errors={errors} />
        <footer className="dialog__actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={isBusy || name.trim() === ''}>
            Create
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
