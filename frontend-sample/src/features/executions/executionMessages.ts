import type { ResourceChange, TypedMessage } from 'tidings-client'
import { z } from 'zod'
import {
  executionSchema,
  logLineSchema,
  nodeStatusSchema,
  outputSchema,
  type ExecutionDetail,
  type LogLine,
  type NodeRun,
} from './execution'

const executionUpdateSchema = z.object({
  data: executionSchema.pick({
    status: true,
    progress_percentage: true,
    completed_nodes: true,
    error: true,
  }),
  timestamp: z.string().optional(),
})

const nodeUpdateSchema = z.object({
  data: z.object({
    node_id: z.string(),
    status: nodeStatusSchema,
    message: z.string().nullish(),
  }),
  timestamp: z.string().optional(),
})

const nodeProgressSchema = z.object({
  node_id: z.string(),
  progress: z.number(),
  total: z.number().optional(),
})

const outputUpdateSchema = outputSchema.extend({ node_id: z.string() })

/** Puts one change of `/topic/executions/<id>` into the execution; it is `null` once it was deleted. */
export function applyToExecution(
  execution: ExecutionDetail | null,
  { event, resource }: ResourceChange,
): ExecutionDetail | null {
  return event === 'deleted' && resource.id === execution?.id ? null : execution
}

/** Puts one message of `/topic/executions/<id>` into the execution. */
export function applyMessageToExecution(
  execution: ExecutionDetail | null,
  message: TypedMessage,
): ExecutionDetail | null | undefined {
  if (execution === null) return undefined
  switch (message.type) {
    case 'execution_update': {
      const { data, timestamp } = executionUpdateSchema.parse(message)
      return { ...execution, ...data, updated_at: timestamp ?? execution.updated_at }
    }
    case 'node_update': {
      const { data, timestamp } = nodeUpdateSchema.parse(message)
      return withNode(execution, data.node_id, (node) => stepped(node, data, timestamp))
    }
    case 'node_progress': {
      const { node_id: id, progress: done, total } = nodeProgressSchema.parse(message)
      return withNode(execution, id, (node) =>
        // It is sent without a promise, and may come after the end of the node.
        node.status === 'running' ? { ...node, progress: { done, total } } : node,
      )
    }
    case 'output_update': {
      const { node_id: id, ...output } = outputUpdateSchema.parse(message)
      return withNode(execution, id, (node) => ({ ...node, output }))
    }
    default:
      return undefined
  }
}

/** Appends a `log_update` to the log of an execution. */
export function applyMessageToLog(
  lines: readonly LogLine[],
  message: TypedMessage,
): readonly LogLine[] | undefined {
  if (message.type !== 'log_update') return undefined
  const line = logLineSchema.parse(message)
  // Later pages of a log are read after its position, so they may have the line already.
  return line.number > (lines.at(-1)?.number ?? 0) ? [...lines, line] : lines
}

function stepped(
  node: NodeRun,
  { status, message }: z.infer<typeof nodeUpdateSchema>['data'],
  timestamp: string | undefined,
): NodeRun {
  const next = { ...node, status, message, progress: undefined }
  return status === 'running'
    ? { ...next, started_at: timestamp ?? node.started_at }
    : { ...next, ended_at: timestamp ?? node.ended_at }
}

function withNode(
  execution: ExecutionDetail,
  id: string,
  change: (node: NodeRun) => NodeRun,
): ExecutionDetail {
  return {
    ...execution,
    nodes: execution.nodes.map((node) => (node.node_id === id ? change(node) : node)),
  }
}
