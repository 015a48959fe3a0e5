import { z } from 'zod'

export const collectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  author: z.string(),
  status: z.enum(['queued', 'indexing', 'indexed', 'failed']),
  folder_id: z.string(),
  files: z.number(),
  texts: z.number(),
  error: z.string().nullish(),
  indexed_at: z.string().nullish(),
  version: z.number(),
  updated_at: z.string(),
  /** Not from the server: how many of its files are indexed, as far as messages have told. */
  progress: z
    .object({ current: z.number(), total: z.number(), fileName: z.string().optional() })
    .optional(),
})

export type Collection = Readonly<z.infer<typeof collectionSchema>>

export function isUnfinished({ status }: Collection): boolean {
  return status === 'queued' || status === 'indexing'
}
