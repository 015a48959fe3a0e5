import type { LoadedList } from 'tidings-react'
import { z } from 'zod'
import { request } from '../../api/http'
import { downloadSchema, type Download } from './download'
import { modelSchema, type Model } from './model'

const downloadsSchema = z.object({ items: z.array(downloadSchema) })

const modelsSchema = z.object({ items: z.array(modelSchema) })

export interface DownloadOrder {
  readonly repo_id: string
  readonly url: string
  readonly sha256?: string
}

export async function loadDownloads(signal: AbortSignal): Promise<LoadedList<readonly Download[]>> {
  const response = await request('/api/downloads', { signal })
  return { value: downloadsSchema.parse(await response.json()).items, headers: response.headers }
}

export async function loadModels(signal: AbortSignal): Promise<LoadedList<readonly Model[]>> {
  const response = await request('/api/models', { signal })
  return { value: modelsSchema.parse(await response.json()).items, headers: response.headers }
}

export async function startDownload(order: DownloadOrder): Promise<void> {
  await request('/api/downloads', { method: 'POST', json: order })
}

export async function cancelDownload({ id }: Download): Promise<void> {
  await request(`/api/downloads/${id}`, { method: 'DELETE' })
}

export async function resumeDownload({ id }: Download): Promise<void> {
  await request(`/api/downloads/${id}/resume`, { method: 'POST' })
}

export async function deleteModel({ id }: Model): Promise<void> {
  await request(`/api/models/${id}`, { method: 'DELETE' })
}
