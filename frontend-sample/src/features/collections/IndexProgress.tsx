import type { JSX } from 'react'
import type { Collection } from './collection'

/** How far the indexing of a collection is, with the file that is next where that may be known. */
export function IndexProgress({ collection }: { collection: Collection }): JSX.Element {
  const { name, progress } = collection
  return (
    <>
      <progress
        className="bar"
        aria-label={`Indexing of ${name}`}
        max={progress && Math.max(1, progress.total)}
        value={progress?.current}
      />
      {progress && (
        <p className="muted break">
          {[`${progress.current} of ${progress.total} files`, progress.fileName]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </>
  )
}
