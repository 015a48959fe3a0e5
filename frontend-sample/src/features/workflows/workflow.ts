import { z } from 'zod'

export const workflowSchema = z.object({
  id: z.string(),
  name: z.string(),
  author: z.string(),
  workspace_id: z.string().nullish(),
  template: z.boolean(),
  node_count: z.number(),
  current_version: z.number(),
  version: z.number(),
  updated_at: z.string(),
})

export type Workflow = Readonly<z.infer<typeof workflowSchema>>
