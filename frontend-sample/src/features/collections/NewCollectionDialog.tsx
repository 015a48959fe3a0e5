import { useQuery } from '@tanstack/react-query'
import { useState, type JSX, type SyntheticEvent } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormErrors } from '../../ui/FormErrors'
import { describeError } from '../../ui/notices'
import { createCollection, fetchFolders } from './collectionApi'

interface NewCollectionDialogProps {
  readonly homeId: string
  readonly onClose: () => void
}

/** Asks for a name and for the folder whose files are indexed. */
export function NewCollectionDialog({ homeId, onClose }: NewCollectionDialogProps): JSX.Element {
  const [name, setName] = useState('')
  const [folderId, setFolderId] = useState(homeId)
  const [errors, setErrors] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)
  const folders = useQuery({
    queryKey: ['folders', homeId],
    queryFn: ({ signal }) => fetchFolders(homeId, signal),
  })
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    try {
      await createCollection(name.trim(), folderId)
      onClose()
    } catch (error) {
      setErrors(describeError(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title="New collection" onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
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
