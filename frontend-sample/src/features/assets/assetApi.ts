import type { LoadedList } from 'tidings-react'
import { z } from 'zod'
import { saveContent } from '../../api/content'
import { refusal, request, requestHeaders, withNewestToken } from '../../api/http'
import { unreachable } from '../../api/problem'
import { assetSchema, crumbSchema, FOLDER, isFolder, roleSchema, type Asset } from './asset'
import type { AssetList } from './assetList'

const pageSchema = z.object({
  items: z.array(assetSchema),
  next: z.string().nullish(),
  path: z.array(crumbSchema).default([]),
  role: roleSchema.optional().catch(undefined),
})

const grantSchema = z.object({ user: z.string(), role: z.enum(['viewer', 'editor']) })

const grantsSchema = z.union([
  z.object({ items: z.array(grantSchema) }).transform(({ items }) => items),
  z.array(grantSchema),
])

export type Grant = Readonly<z.infer<typeof grantSchema>>

const PAGE = '200'

/** Loads all pages of a list. The first page's headers count: what changes later comes as changes. */
export async function loadAssets(
  folderId: string | null,
  signal: AbortSignal,
): Promise<LoadedList<AssetList>> {
  const query = new URLSearchParams({ limit: PAGE })
  if (folderId === null) query.set('shared', 'true')
  else query.set('parent_id', folderId)
  const first = await request(`/api/assets?${query.toString()}`, { signal })
  let page = pageSchema.parse(await first.json())
  const { path, role } = page
  const items = new Map(page.items.map((asset) => [asset.id, asset]))
  while (page.next) {
    query.set('after', page.next)
    const response = await request(`/api/assets?${query.toString()}`, { signal })
    page = pageSchema.parse(await response.json())
    for (const asset of page.items) items.set(asset.id, asset)
  }
  return { value: { folderId, items: [...items.values()], path, role }, headers: first.headers }
}

/** The folders directly below one, for choosing where to move something. */
export async function fetchFolders(
  folderId: string | null,
  signal: AbortSignal,
): Promise<Pick<AssetList, 'items' | 'path'>> {
  const { value } = await loadAssets(folderId, signal)
  return {
    path: value.path,
    items: value.items.filter(isFolder),
  }
}

export async function createFolder(
  parentId: string,
  name: string,
  mutationId: string,
): Promise<void> {
  const json = { name, parent_id: parentId, content_type: FOLDER }
  await request('/api/assets', { method: 'POST', json, mutationId })
}

/** Renames or moves an asset, unless somebody else has changed it meanwhile. */
export async function updateAsset(
  { id, etag }: Asset,
  json: { readonly name: string } | { readonly parent_id: string },
  mutationId: string,
): Promise<void> {
  await request(`/api/assets/${id}`, {
    method: 'PUT',
    json,
    mutationId,
    ...(etag !== undefined && { headers: { 'If-Match': quoted(etag) } }),
  })
}

export async function deleteAsset({ id }: Asset, mutationId: string): Promise<void> {
  await request(`/api/assets/${id}`, { method: 'DELETE', mutationId })
}

export async function fetchGrants(asset: Asset, signal: AbortSignal): Promise<readonly Grant[]> {
  const response = await request(`/api/assets/${asset.id}/access`, { signal })
  return grantsSchema.parse(await response.json())
}

export async function grantAccess(asset: Asset, grant: Grant): Promise<void> {
  await request(`/api/assets/${asset.id}/access`, { method: 'PUT', json: grant })
}

export async function revokeAccess(asset: Asset, user: string): Promise<void> {
  const query = new URLSearchParams({ user })
  await request(`/api/assets/${asset.id}/access?${query.toString()}`, { method: 'DELETE' })
}

export async function downloadAsset(asset: Asset): Promise<void> {
  await saveContent(contentPath(asset), asset.name)
}

/** Where the content of a file is. */
export function contentPath({ id }: Asset): string {
  return `/api/assets/${id}/content`
}

export interface UploadHandlers {
  readonly onProgress: (sent: number, total: number) => void
  readonly signal: AbortSignal
}

/** Uploads one file. */
export async function uploadFile(
  parentId: string,
  file: File,
  handlers: UploadHandlers,
): Promise<void> {
  const form = new FormData()
  // The folder goes first, so that the server knows it before the content streams in.
  form.append('parent_id', parentId)
  form.append('file', file, file.name)
  const { status, responseText } = await withNewestToken(() => sendForm(form, handlers))
  if (status >= 300) throw refusal(status, responseText)
}

/** By XMLHttpRequest, since fetch does not tell how far an upload has come. */
function sendForm(form: FormData, { onProgress, signal }: UploadHandlers): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const xhr = new XMLHttpRequest()
    xhr.open('POST', '/api/assets')
    for (const [name, value] of Object.entries(requestHeaders('POST'))) {
      xhr.setRequestHeader(name, value)
    }
    xhr.upload.addEventListener('progress', ({ loaded, total }) => {
      onProgress(loaded, total)
    })
    xhr.addEventListener('load', () => {
      resolve(xhr)
    })
    xhr.addEventListener('error', () => {
      reject(unreachable())
    })
    xhr.addEventListener('abort', () => {
      reject(new DOMException('Upload cancelled', 'AbortError'))
    })
    signal.addEventListener('abort', () => {
      xhr.abort()
    })
    xhr.send(form)
  })
}

function quoted(etag: string): string {
  return etag.includes('"') ? etag : `"${etag}"`
}
