import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { FormDialog } from '../../ui/FormDialog'
import { TextField } from '../../ui/TextField'
import { createCollection, fetchFolders } from './collectionApi'

interface NewCollectionDialogProps {
  readonly homeId: string
  readonly onClose: () => void
}

/** Asks for a name and for the folder whose files are indexed. */
export function NewCollectionDialog({ homeId, onClose }: NewCollectionDialogProps): JSX.Element {
  const [name, setName] = useState('')
  const [folderId, setFolderId] = useState(homeId)
  const folders = useQuery({
    queryKey: ['collection_folders', homeId],
    queryFn: ({ signal }) => fetchFolders(homeId, signal),
  })
  return (
    <FormDialog
      title="New collection"
      action="Create"
      isComplete={name.trim() !== ''}
      onSubmit={() => createCollection(name.trim(), folderId)}
      onClose={onClose}
    >
      <TextField label="Name" value={name} required onChange={setName} />
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
    </FormDialog>
  )
}
