import { z } from 'zod'

export const executionSchema = z.object({
  id: z.string(),
  workflow_id: z.string(),
  workflow_name: z.string(),
  user: z.string(),
  status: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
  progress_percentage: z.number(),
  completed_nodes: z.number(),
  total_nodes: z.number(),
  error: z.string().nullish(),
  version: z.number(),
  updated_at: z.string(),
})

export type Execution = Readonly<z.infer<typeof executionSchema>>

export function isUnfinished({ status }: Execution): boolean {
  return status === 'queued' || status === 'running'
}
