import { z } from 'zod'

export const jobSchema = z.object({
  id: z.string(),
  kind: z.string(),
  asset_id: z.string().nullish(),
  asset_name: z.string().nullish(),
  status: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
  progress: z.number().nullish(),
  bytes_done: z.number().nullish(),
  bytes_total: z.number().nullish(),
  result: z
    .object({ sha256: z.string(), files: z.number().nullish(), bytes: z.number().nullish() })
    .nullish(),
  error: z.unknown().optional(),
  etag: z.string().optional(),
  created_at: z.string(),
  updated_at: z.string(),
})

export type Job = Readonly<z.infer<typeof jobSchema>>

export function isActive(job: Job): boolean {
  return job.status === 'queued' || job.status === 'running'
}

/** The server's words on why a job failed, whatever shape they have. */
export function failureOf(job: Job): string {
  if (typeof job.error === 'string') return job.error
  const parsed = z
    .object({ message: z.string().optional(), detail: z.string().optional() })
    .safeParse(job.error)
  return parsed.data?.message ?? parsed.data?.detail ?? 'The job failed'
}
