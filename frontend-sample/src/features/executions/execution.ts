import { z } from 'zod'

export const executionSchema = z.object({
  id: z.string(),
  workflow_id: z.string(),
  workflow_name: z.string(),
  workflow_version: z.number(),
  user: z.string(),
  status: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
  progress_percentage: z.number(),
  completed_nodes: z.number(),
  total_nodes: z.number(),
  error: z.string().nullish(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
})

/** An execution as lists have it. */
export type Execution = Readonly<z.infer<typeof executionSchema>>

export function isUnfinished({ status }: Pick<Execution, 'status'>): boolean {
  return status === 'queued' || status === 'running'
}

export const outputSchema = z.object({
  content_type: z.string(),
  bytes: z.number(),
  preview: z.string().nullish(),
})

/** What a node made. */
export type Output = Readonly<z.infer<typeof outputSchema>>

export const nodeStatusSchema = z.enum(['pending', 'running', 'completed', 'failed', 'cancelled'])

const nodeRunSchema = z.object({
  node_id: z.string(),
  node_name: z.string(),
  status: nodeStatusSchema,
  message: z.string().nullish(),
  output: outputSchema.nullish(),
  started_at: z.string().nullish(),
  ended_at: z.string().nullish(),
  /** Not from the server: how far it is, as far as messages have told. */
  progress: z.object({ done: z.number(), total: z.number().optional() }).optional(),
})

/** A node of an execution. */
export type NodeRun = Readonly<z.infer<typeof nodeRunSchema>>

export const executionDetailSchema = executionSchema.extend({
  graph: z.object({
    nodes: z.array(z.object({ id: z.string(), type: z.string() })),
    edges: z.array(z.object({ id: z.string(), source: z.string(), target: z.string() })),
  }),
  nodes: z.array(nodeRunSchema),
})

/** An execution with what it executes, and where each node stands. */
export type ExecutionDetail = Readonly<z.infer<typeof executionDetailSchema>>

export const logLineSchema = z.object({
  number: z.number(),
  node_id: z.string().nullish(),
  severity: z.string(),
  content: z.string(),
  timestamp: z.string(),
})

/** Something that was said during an execution. */
export type LogLine = Readonly<z.infer<typeof logLineSchema>>
