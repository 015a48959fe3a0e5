import { useEffect } from 'react'
import { useTidings } from './tidingsContext.js'

/**
 * Follows a destination whose changes go into no list of their own, and makes stale what they concern.
 *
 * What cannot be said exactly is said for all: when the stream cannot be continued, every key of the map is stale.
 */
export function useInvalidation(destination: string): void {
  const { client, bindings } = useTidings()
  useEffect(() => {
    const { invalidations } = bindings
    const follow = (): (() => void) => {
      const feed = client.feed(destination, {
        onChange: (change, { kind }) => {
          if (kind === 'entry') invalidations.note(change)
        },
        onReset: () => {
          invalidations.noteAll()
          feed.close()
          close = follow()
        },
      })
      return () => {
        feed.close()
      }
    }
    let close = follow()
    return () => {
      close()
    }
  }, [client, bindings, destination])
}
