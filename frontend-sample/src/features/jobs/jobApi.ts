import type { LoadedList } from 'tidings-react'
import { z } from 'zod'
import { request } from '../../api/http'
import { jobSchema, type Job } from './job'

const jobsSchema = z.object({ items: z.array(jobSchema) })

export async function loadJobs(signal: AbortSignal): Promise<LoadedList<readonly Job[]>> {
  const response = await request('/api/jobs', { signal })
  return { value: jobsSchema.parse(await response.json()).items, headers: response.headers }
}

export async function startChecksum(assetId: string): Promise<void> {
  await request('/api/jobs', { method: 'POST', json: { kind: 'checksum', asset_id: assetId } })
}

export async function cancelJob(job: Job): Promise<void> {
  await request(`/api/jobs/${job.id}`, { method: 'DELETE' })
}
