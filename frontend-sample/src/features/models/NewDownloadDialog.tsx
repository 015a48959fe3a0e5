import { useState, type JSX } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormErrors } from '../../ui/FormErrors'
import { useSubmission } from '../../ui/useSubmission'
import { startDownload } from './modelApi'

/** Asks where a model is to come from. */
export function NewDownloadDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [sha256, setSha256] = useState('')
  const { errors, isBusy, run } = useSubmission(onClose)
  return (
    <Dialog title="New download" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          const digest = sha256.trim().toLowerCase()
          run(() =>
            startDownload({
              repo_id: name.trim(),
              url: url.trim(),
              ...(digest !== '' && { sha256: digest }),
            }),
          )
        }}
      >
        <label className="field">
          <span>Name</span>
          <input
            value={name}
            required
            autoComplete="off"
            placeholder="organisation/model"
            onChange={(event) => {
              setName(event.target.value)
            }}
          />
        </label>
        <label className="field">
          <span>Address</span>
          <input
            type="url"
            value={url}
            required
            autoComplete="off"
            placeholder="https://"
            onChange={(event) => {
              setUrl(event.target.value)
            }}
          />
        </label>
        <label className="field">
          <span>SHA-256, to be compared with (optional)</span>
          <input
            value={sha256}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setSha256(event.target.value)
            }}
          />
        </label>
        <FormErrors errors={errors} />
        <footer className="dialog__actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={isBusy}>
            Download
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
