import { z } from 'zod'

export const modelSchema = z.object({
  id: z.string(),
  repo_id: z.string(),
  url: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  created_at: z.string(),
})

/** A model in the cache. */
export type Model = Readonly<z.infer<typeof modelSchema>>
