import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { saveContent } from '../../api/content'
import { Icon } from '../../ui/Icon'
import { describeError, notifyError } from '../../ui/notify'
import type { Collection } from './collection'
import { searchCollection, type Hit } from './collectionApi'

/** Looks for words in the files of a collection, anew when it was indexed anew. */
export function CollectionSearch({ collection }: { collection: Collection }): JSX.Element {
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState('')
  const { id, name, indexed_at: indexedAt } = collection
  const search = useQuery({
    queryKey: ['collection-search', id, indexedAt, asked],
    queryFn: ({ signal }) => searchCollection(id, asked, signal),
    enabled: asked !== '',
    placeholderData: (known) => (asked === '' ? undefined : known),
  })
  return (
    <div className="stack">
      <form
        className="field"
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(words.trim())
        }}
      >
        <input
          type="search"
          value={words}
          placeholder="Search, and press Enter"
          aria-label={`Search ${name}`}
          maxLength={200}
          onChange={(event) => {
            setWords(event.target.value)
          }}
        />
      </form>
      {search.error && <p className="form-error">{describeError(search.error).join(' ')}</p>}
      {search.data?.length === 0 && <p className="muted">Nothing found.</p>}
      {search.data && (
        <ul className="cards" aria-label={`Found in ${name}`}>
          {search.data.map((hit) => (
            <HitCard key={hit.asset_id} hit={hit} />
          ))}
        </ul>
      )}
    </div>
  )
}

function HitCard({ hit }: { hit: Hit }): JSX.Element {
  return (
    <li className="card" data-asset-id={hit.asset_id}>
      <div className="card__top">
        <span className="card__icon">
          <Icon name="text" size={18} />
        </span>
        <div className="card__text">
          <button
            type="button"
            className="asset-name truncate"
            title={`Download ${hit.name}`}
            onClick={() => {
              saveContent(`/api/assets/${hit.asset_id}/content`, hit.name).catch(
                (error: unknown) => {
                  notifyError(`“${hit.name}” could not be downloaded`, error)
                },
              )
            }}
          >
            {hit.name}
          </button>
          <span className="muted">
            {hit.excerpt.map(({ text, match }, place) =>
              match ? <mark key={place}>{text}</mark> : <span key={place}>{text}</span>,
            )}
          </span>
        </div>
      </div>
    </li>
  )
}
