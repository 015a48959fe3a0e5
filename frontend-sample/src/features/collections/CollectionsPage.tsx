import { useState, type JSX } from 'react'
import { useTidingsClient } from 'tidings-react'
import { formatMoment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { ListPage } from '../../ui/ListPage'
import { isUnfinished, type Collection } from './collection'
import { IndexProgress } from './IndexProgress'
import { NewCollectionDialog } from './NewCollectionDialog'
import { useCollections } from './useCollections'

/** Collections of files, and how far each is indexed. */
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
  const { id, name, author, status, files, error, updated_at: updatedAt } = collection
  return (
    <li className={`card card--${status}`} data-collection-id={id}>
      <div className="card__top">
        <span className="card__icon">
          <Icon name={status === 'failed' ? 'alert' : 'archive'} size={18} />
        </span>
        <div className="card__text">
          <strong className="truncate">
            <a href={`#/collections/${id}`} title={name}>
              {name}
            </a>
          </strong>
          <span className="muted">
            {status} · {files} files · {author} · {formatMoment(updatedAt)}
          </span>
        </div>
      </div>
      {isUnfinished(collection) && <IndexProgress collection={collection} />}
      {typeof error === 'string' && <p className="card__error">{error}</p>}
    </li>
  )
}
