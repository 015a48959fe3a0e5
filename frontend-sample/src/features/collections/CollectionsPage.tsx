import { useState, type JSX } from 'react'
import { useTidingsClient } from 'tidings-react'
import { Button, IconButton } from '../../ui/Button'
import { formatMoment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { ListPage } from '../../ui/ListPage'
import { useAction } from '../../ui/useAction'
import { isUnfinished, type Collection } from './collection'
import { deleteCollection, indexCollection } from './collectionApi'
import { CollectionSearch } from './CollectionSearch'
import { NewCollectionDialog } from './NewCollectionDialog'
import { useCollections } from './useCollections'

/** Collections of files, and what is in them. */
export function CollectionsPage({ homeId }: { homeId: string }): JSX.Element {
  const client = useTidingsClient()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <ListPage
        title="Collections"
        icon="archive"
        action="New collection"
        onAction={() => {
          setAsking(true)
        }}
        list={useCollections()}
        card={(collection) => <CollectionCard key={collection.id} collection={collection} />}
        hint="A collection finds what is written in the files of a folder."
      />
      {isAsking && (
        <NewCollectionDialog
          homeId={homeId}
          onClose={() => {
            setAsking(false)
            client.refresh()
          }}
        />
      )}
    </>
  )
}

function CollectionCard({ collection }: { collection: Collection }): JSX.Element {
  const { isBusy, run } = useAction()
  const { id, name, status, error, progress, indexed_at: indexedAt } = collection
  return (
    <li className={`card card--${status}`} data-collection-id={id}>
      <div className="card__top">
        <span className="card__icon">
          <Icon name={status === 'failed' ? 'alert' : 'archive'} size={18} />
        </span>
        <div className="card__text">
          <strong className="truncate" title={name}>
            {name}
          </strong>
          <span className="muted">{describe(collection)}</span>
        </div>
        <Button
          disabled={isBusy || isUnfinished(collection)}
          aria-label={`Index ${name} again`}
          onClick={() => {
            run(() => indexCollection(collection), `“${name}” could not be indexed`)
          }}
        >
          Index again
        </Button>
        <IconButton
          icon="trash"
          label={`Delete ${name}`}
          disabled={isBusy}
          onClick={() => {
            run(() => deleteCollection(collection), `“${name}” could not be deleted`)
          }}
        />
      </div>
      {isUnfinished(collection) && (
        <progress
          className="bar"
          aria-label={`Indexing of ${name}`}
          max={progress?.total}
          value={progress?.current}
        />
      )}
      {typeof error === 'string' && <p className="card__error">{error}</p>}
      {typeof indexedAt === 'string' && <CollectionSearch collection={collection} />}
    </li>
  )
}

function describe({ status, files, author, updated_at: updatedAt }: Collection): string {
  return [status, `${files} files`, author, formatMoment(updatedAt)].join(' · ')
}
