import { z } from 'zod'

export const assetSchema = z.object({
  id: z.string(),
  parent_id: z.string().nullish(),
  owner: z.string(),
  name: z.string(),
  content_type: z.string(),
  size: z.number().nullish(),
  version: z.number().default(0),
  etag: z.string().optional(),
  created_at: z.string(),
  updated_at: z.string(),
  /** Not from the server: what a write of this page, which is on its way, has done to it. */
  pending: z.enum(['created', 'changed']).optional(),
})

/** A file or a folder, as the server returns it. */
export type Asset = Readonly<z.infer<typeof assetSchema>>

export const crumbSchema = z.object({ id: z.string(), name: z.string() })

/** What the reader may do in a folder. */
export const roleSchema = z.enum(['owner', 'editor', 'viewer'])

export type FolderRole = z.infer<typeof roleSchema>

/** One step of the way from the topmost folder the reader may see. */
export type Crumb = Readonly<z.infer<typeof crumbSchema>>

/** The content type of folders. */
export const FOLDER = 'folder'

export function isFolder(asset: Asset): boolean {
  return asset.content_type === FOLDER
}

const IMAGES = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)$/

/** The largest file that is loaded to show it small. */
const LARGEST_THUMBNAIL = 4_000_000

/** Whether a file is an image that browsers show, and small enough to be loaded for a look at it. */
export function hasThumbnail({ content_type: type, size }: Asset): boolean {
  return IMAGES.test(type) && (size ?? Infinity) <= LARGEST_THUMBNAIL
}

const BY_NAME = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

export type SortKey = 'name' | 'updated' | 'size'

export interface Sorting {
  readonly key: SortKey
  readonly descending: boolean
}

/** Folders first, then in the order asked for; by name where that says nothing. */
export function sortAssets(
  assets: readonly Asset[],
  { key, descending }: Sorting,
): readonly Asset[] {
  const direction = descending ? -1 : 1
  return [...assets].sort(
    (one, other) =>
      Number(isFolder(other)) - Number(isFolder(one)) ||
      direction * compareBy(key, one, other) ||
      BY_NAME.compare(one.name, other.name),
  )
}

function compareBy(key: SortKey, one: Asset, other: Asset): number {
  switch (key) {
    case 'name':
      return BY_NAME.compare(one.name, other.name)
    case 'updated':
      return one.updated_at.localeCompare(other.updated_at)
    case 'size':
      return (one.size ?? 0) - (other.size ?? 0)
  }
}
