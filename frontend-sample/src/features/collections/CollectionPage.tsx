import { useState, type JSX } from 'react'
import { Button } from '../../ui/Button'
import { formatMoment } from '../../ui/format'
import { Loaded } from '../../ui/Loaded'
import { PageHeader } from '../../ui/PageHeader'
import { useAction } from '../../ui/useAction'
import { NotHere } from '../../ui/NotHere'
import { DeleteDialog } from '../../ui/DeleteDialog'
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
      <Loaded
        from={collection}
        missing={<NotHere icon="archive" kind="collection" href="#/collections" />}
      >
        {(found) =>
          found === null ? (
            <NotHere icon="archive" kind="collection" href="#/collections" />
          ) : (
            <Content collection={found} />
          )
        }
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
          title="Delete collection"
          onDelete={() => deleteCollection(collection)}
          onClose={() => {
            setAsking(false)
          }}
        >
          <strong className="break">{collection.name}</strong> will be deleted for everybody. The
          files stay.
        </DeleteDialog>
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
