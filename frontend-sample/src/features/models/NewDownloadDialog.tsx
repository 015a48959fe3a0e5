import { useState, type JSX } from 'react'
import { FormDialog } from '../../ui/FormDialog'
import { TextField } from '../../ui/TextField'
import { startDownload } from './modelApi'

/** Asks where a model is to come from. */
export function NewDownloadDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [sha256, setSha256] = useState('')
  const submit = (): Promise<void> => {
    const digest = sha256.trim().toLowerCase()
    return startDownload({
      repo_id: name.trim(),
      url: url.trim(),
      ...(digest !== '' && { sha256: digest }),
    })
  }
  return (
    <FormDialog title="New download" action="Download" onSubmit={submit} onClose={onClose}>
      <TextField
        label="Name"
        value={name}
        required
        placeholder="organisation/model"
        onChange={setName}
      />
      <TextField
        label="Address"
        type="url"
        value={url}
        required
        placeholder="https://"
        onChange={setUrl}
      />
      <TextField
        label="SHA-256, to be compared with (optional)"
        value={sha256}
        spellCheck={false}
        onChange={setSha256}
      />
    </FormDialog>
  )
}
