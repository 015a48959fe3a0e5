import { z } from 'zod'

const commonSchema = z.object({
  id: z.string(),
  name: z.string(),
  author: z.string(),
  workspace_id: z.string().nullish(),
  template: z.boolean(),
  current_version: z.number(),
  version: z.number(),
  updated_at: z.string(),
})

export const workflowSchema = commonSchema.extend({ node_count: z.number() })

/** A workflow as lists have it. */
export type Workflow = Readonly<z.infer<typeof workflowSchema>>

const nodeSchema = z.looseObject({ id: z.string(), type: z.string(), name: z.string() })

/** One step of a workflow, with the settings that its type has. */
export type WorkflowNode = Readonly<z.infer<typeof nodeSchema>>

const graphSchema = z.object({
  nodes: z.array(nodeSchema),
  edges: z.array(z.object({ id: z.string(), source: z.string(), target: z.string() })),
})

export const workflowDetailSchema = commonSchema.extend({
  graph: graphSchema,
  etag: z.string(),
})

/** A workflow with its graph. */
export type WorkflowDetail = Readonly<z.infer<typeof workflowDetailSchema>>

/** The settings of a node beside its name and type, in words. */
export function settingsOf(node: WorkflowNode): readonly (readonly [string, string])[] {
  return Object.entries(node)
    .filter(([key]) => !['id', 'type', 'name'].includes(key))
    .map(([key, value]) => [wordsOf(key), String(value).replaceAll('_', ' ')])
}

export function wordsOf(name: string): string {
  return name.replaceAll('_', ' ')
}
