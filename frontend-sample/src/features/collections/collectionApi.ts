import type { LoadedList } from 'tidings-react'
import { z } from 'zod'
import { request } from '../../api/http'
import { collectionSchema, type Collection } from './collection'

const collectionsSchema = z.object({ items: z.array(collectionSchema) })

const folderSchema = z.object({ id: z.string(), name: z.string(), content_type: z.string() })

const foldersSchema = z.object({ items: z.array(folderSchema) })

const resultsSchema = z.object({
  results: z.array(
    z.object({
      asset_id: z.string(),
      name: z.string(),
      excerpt: z.array(z.object({ text: z.string(), match: z.boolean() })),
    }),
  ),
})

export type Folder = Readonly<z.infer<typeof folderSchema>>

export type Hit = Readonly<z.infer<typeof resultsSchema>['results'][number]>

export async function loadCollections(
  signal: AbortSignal,
): Promise<LoadedList<readonly Collection[]>> {
  const response = await request('/api/collections', { signal })
  const { items } = collectionsSchema.parse(await response.json())
  return { value: items, headers: response.headers }
}

export async function loadCollection(
  id: string,
  signal: AbortSignal,
): Promise<LoadedList<Collection>> {
  const response = await request(`/api/collections/${id}`, { signal })
  return { value: collectionSchema.parse(await response.json()), headers: response.headers }
}

/** The folders directly below one. */
export async function fetchFolders(
  folderId: string,
  signal: AbortSignal,
): Promise<readonly Folder[]> {
  const query = new URLSearchParams({ parent_id: folderId, limit: '200' })
  const response = await request(`/api/assets?${query.toString()}`, { signal })
  const { items } = foldersSchema.parse(await response.json())
  return items.filter((asset) => asset.content_type === 'folder')
}

export async function createCollection(name: string, folderId: string): Promise<void> {
  await request('/api/collections', { method: 'POST', json: { name, folder_id: folderId } })
}

export async function indexCollection({ id }: Collection): Promise<void> {
  await request(`/api/collections/${id}/index`, { method: 'POST' })
}

export async function deleteCollection({ id }: Collection): Promise<void> {
  await request(`/api/collections/${id}`, { method: 'DELETE' })
}

export async function searchCollection(
  id: string,
  words: string,
  signal: AbortSignal,
): Promise<readonly Hit[]> {
  const query = new URLSearchParams({ q: words })
  const response = await request(`/api/collections/${id}/search?${query.toString()}`, { signal })
  return resultsSchema.parse(await response.json()).results
}
