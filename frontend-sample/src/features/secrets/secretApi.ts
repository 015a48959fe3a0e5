import type { LoadedList } from 'tidings-react'
import { z } from 'zod'
import { request } from '../../api/http'
import { secretSchema, type Secret } from './secret'

const secretsSchema = z.object({ items: z.array(secretSchema) })

export async function loadSecrets(signal: AbortSignal): Promise<LoadedList<readonly Secret[]>> {
  const response = await request('/api/secrets', { signal })
  return { value: secretsSchema.parse(await response.json()).items, headers: response.headers }
}

export async function setSecret(name: string, value: string): Promise<void> {
  await request(`/api/secrets/${encodeURIComponent(name)}`, { method: 'PUT', json: { value } })
}

export async function deleteSecret({ id }: Secret): Promise<void> {
  await request(`/api/secrets/${encodeURIComponent(id)}`, { method: 'DELETE' })
}
