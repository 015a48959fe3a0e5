import { useState, type JSX } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { EmptyState } from '../../ui/EmptyState'
import { FormErrors } from '../../ui/FormErrors'
import { formatMoment } from '../../ui/format'
import { Loaded } from '../../ui/Loaded'
import { PageHeader } from '../../ui/PageHeader'
import { useAction } from '../../ui/useAction'
import { useSubmission } from '../../ui/useSubmission'
import { isUnfinished, type Collection } from './collection'
import { deleteCollection, indexCollection } from './collectionApi'
import { CollectionSearch } from './CollectionSearch'
import { IndexProgress } from './IndexProgress'
import { useCollection } from './useCollections'

/** One collection: what state its index is in, and what is found with it. */
export function CollectionPage({ id }: { id: string }): JSX.Element {
  const collection = useCollection(id)
  return (
    <>
      <PageHeader
        title={collection.value?.name ?? 'Collection'}
        parent={{ title: 'Collections', href: '#/collections' }}
      >
        {collection.value && <Tools collection={collection.value} />}
      </PageHeader>
      <Loaded from={collection} missing={<NotHere />}>
        {(found) => (found === null ? <NotHere /> : <Content collection={found} />)}
      </Loaded>
    </>
  )
}

function Tools({ collection }: { collection: Collection }): JSX.Element {
  const { isBusy, run } = useAction()
  const [isAsking, setAsking] = useState(false)
  const { name, folder_id: folderId } = collection
  return (
    <>
      <a className="button button--plain" href={`#/folders/${folderId}`}>
        Open folder
      </a>
      <Button
        disabled={isBusy || isUnfinished(collection)}
        onClick={() => {
          run(() => indexCollection(collection), `“${name}” could not be indexed`)
        }}
      >
        Index again
      </Button>
      <Button
        icon="trash"
        onClick={() => {
          setAsking(true)
        }}
      >
        Delete
      </Button>
      {isAsking && (
        <DeleteDialog
          collection={collection}
          onClose={() => {
            setAsking(false)
          }}
        />
      )}
    </>
  )
}

function Content({ collection }: { collection: Collection }): JSX.Element {
  const { status, files, texts, author, error, indexed_at: indexedAt } = collection
  const isIndexed = typeof indexedAt === 'string'
  return (
    <div className="detail">
      <div className="detail__summary">
        <p
          className={`status status--${status === 'indexed' ? 'completed' : status}`}
          role="status"
        >
          {status}
        </p>
        {isUnfinished(collection) && <IndexProgress collection={collection} />}
        {typeof error === 'string' && <p className="form-error">{error}</p>}
        <dl className="facts">
          <div>
            <dt>Files</dt>
            <dd>{files}</dd>
          </div>
          <div>
            <dt>Of these, texts</dt>
            <dd>{texts}</dd>
          </div>
          <div>
            <dt>Last indexed</dt>
            <dd>{isIndexed ? formatMoment(indexedAt) : 'not yet'}</dd>
          </div>
          <div>
            <dt>Created by</dt>
            <dd>{author}</dd>
          </div>
        </dl>
      </div>
      {isIndexed && <CollectionSearch collection={collection} />}
    </div>
  )
}

interface DeleteDialogProps {
  readonly collection: Collection
  readonly onClose: () => void
}

function DeleteDialog({ collection, onClose }: DeleteDialogProps): JSX.Element {
  const { errors, isBusy, run } = useSubmission(onClose)
  return (
    <Dialog title="Delete collection" onClose={onClose}>
      <div className="stack">
        <p>
          <strong className="break">{collection.name}</strong> will be deleted for everybody. The
          files stay.
        </p>
        <FormErrors errors={errors} />
        <footer className="dialog__actions">
          <Button autoFocus onClick={onClose}>
            Cancel
          </Button>
          <Button
            look="danger"
            disabled={isBusy}
            onClick={() => {
              run(() => deleteCollection(collection))
            }}
          >
            Delete
          </Button>
        </footer>
      </div>
    </Dialog>
  )
}

function NotHere(): JSX.Element {
  return (
    <EmptyState icon="archive" title="This collection is not here">
      <p className="muted">It does not exist, it was deleted, or it is not shared with you.</p>
      <a className="button button--primary" href="#/collections">
        To the collections
      </a>
    </EmptyState>
  )
}
