import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type JSX, type ReactNode, type RefObject } from 'react'
import { fetchContent } from '../api/content'

export interface RemoteImageProps {
  /** Where the image is; what is there must never be another one. */
  readonly path: string
  readonly alt: string
  readonly className: string
  /** What is shown until the image is there, and when it is none. */
  readonly children: ReactNode
}

/** Images take room: those that are not shown any more are soon forgotten. */
const KEPT = 60_000

/** Begins to load a little before an image can be seen. */
const AHEAD = '200px'

/** An image that is loaded with the token of the user, once it can be seen. */
export function RemoteImage(props: RemoteImageProps): JSX.Element {
  const { path, alt, className, children } = props
  const element = useRef<HTMLSpanElement>(null)
  const isSeen = useIsSeen(element)
  const { data: blob } = useQuery({
    queryKey: ['content', path],
    queryFn: ({ signal }) => fetchContent(path, signal),
    enabled: isSeen,
    staleTime: Infinity,
    gcTime: KEPT,
  })
  return (
    <span ref={element} className={className}>
      {blob ? (
        <BlobImage blob={blob} alt={alt}>
          {children}
        </BlobImage>
      ) : (
        children
      )}
    </span>
  )
}

interface BlobImageProps {
  readonly blob: Blob
  readonly alt: string
  readonly children: ReactNode
}

function BlobImage({ blob, alt, children }: BlobImageProps): ReactNode {
  const [address, setAddress] = useState<string>()
  const [isBroken, setBroken] = useState(false)
  useEffect(() => {
    const created = URL.createObjectURL(blob)
    // eslint-disable-next-line react-hooks/set-state-in-effect -- an address has to be revoked, so it is made here
    setAddress(created)
    return () => {
      URL.revokeObjectURL(created)
    }
  }, [blob])
  if (address === undefined || isBroken) return children
  return (
    <img
      src={address}
      alt={alt}
      decoding="async"
      onError={() => {
        setBroken(true)
      }}
    />
  )
}

function useIsSeen(element: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (isSeen || element.current === null) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
      },
      { rootMargin: AHEAD },
    )
    observer.observe(element.current)
    return () => {
      observer.disconnect()
    }
  }, [element, isSeen])
  return isSeen
}
