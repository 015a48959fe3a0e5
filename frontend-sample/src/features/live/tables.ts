import { z } from 'zod'
import { cellText, type Row, type Table } from './table'

const providersSchema = z.object({ providers: z.array(z.looseObject({ id: z.string() })) })
const nodeSchema = z.looseObject({ node_execution_id: z.string() })
const nodesSchema = z.object({ nodes: z.array(nodeSchema) })
const lineSchema = z.looseObject({ number: z.number() })
const logSchema = z.object({ items: z.array(lineSchema) })
const nodeUpdateSchema = z.object({ data: nodeSchema })
const costSchema = z.object({ users: z.array(z.looseObject({ user: z.string() })) })
const statsSchema = z.object({
  stats: z.record(z.string(), z.record(z.string(), z.number())),
})

/** Everything that a user can look at besides files, jobs, workflows and collections. */
export const tables: readonly Table[] = [
  {
    title: 'Dashboard',
    path: '/api/dashboard',
    destination: '/user/queue/dashboard',
    columns: ['kind', 'status', 'amount'],
    messageType: 'dashboard_stats_update',
    rows: dashboardRows,
  },
  {
    title: 'Workspaces',
    path: '/api/workspaces',
    destination: '/user/queue/workspaces',
    columns: ['name', 'updated_at'],
    resourceType: 'workspace',
    parts: ({ id, name }) => [
      {
        title: `Members of ${cellText(name)}`,
        path: `/api/workspaces/${id}/members`,
        destination: `/topic/workspaces/${id}`,
        columns: ['id', 'role'],
        resourceType: 'workspace_member',
      },
    ],
  },
  {
    title: 'Threads',
    path: '/api/threads',
    destination: '/user/queue/threads',
    columns: ['title', 'author', 'updated_at'],
    resourceType: 'thread',
    parts: ({ id, title }) => [
      {
        title: `Messages of ${cellText(title)}`,
        path: `/api/threads/${id}/messages`,
        destination: `/topic/threads/${id}`,
        columns: ['author', 'text', 'created_at'],
        resourceType: 'message',
      },
    ],
  },
  {
    title: 'Executions',
    path: '/api/executions',
    destination: '/user/queue/executions',
    columns: ['workflow_name', 'status', 'completed_nodes', 'total_nodes', 'error'],
    resourceType: 'execution',
    parts: ({ id, workflow_name: name }) => [
      {
        title: `Nodes of ${cellText(name)}`,
        path: `/api/executions/${id}`,
        destination: `/topic/executions/${id}`,
        columns: ['node_name', 'status', 'message'],
        messageType: 'node_update',
        rows: (body) => nodesSchema.parse(body).nodes.map(nodeRow),
        item: (message) => nodeRow(nodeUpdateSchema.parse(message).data),
      },
      {
        title: `Log of ${cellText(name)}`,
        path: `/api/executions/${id}/logs`,
        destination: `/topic/executions/${id}`,
        columns: ['id', 'severity', 'content'],
        messageType: 'log_update',
        isAppended: true,
        rows: (body) => logSchema.parse(body).items.map(lineRow),
        item: (message) => lineRow(lineSchema.parse(message)),
      },
    ],
  },
  {
    title: 'Downloads',
    path: '/api/downloads',
    destination: '/user/queue/downloads',
    columns: ['repo_id', 'status', 'downloaded_bytes', 'total_bytes', 'error'],
    messageType: 'model_download_update',
  },
  {
    title: 'Models',
    path: '/api/models',
    destination: '/user/queue/models',
    columns: ['repo_id', 'bytes', 'sha256'],
    resourceType: 'model',
  },
  {
    title: 'Secrets',
    path: '/api/secrets',
    destination: '/user/queue/secrets',
    columns: ['id', 'version', 'updated_at'],
    resourceType: 'secret',
  },
  {
    title: 'Providers',
    path: '/api/providers',
    destination: '/user/queue/providers',
    columns: ['name', 'secret', 'available'],
    messageType: 'providers_update',
    rows: (body) => providersSchema.parse(body).providers,
  },
  {
    title: 'Workflow files',
    path: '/api/workflow-files',
    destination: '/topic/workflow-files/all',
    columns: ['id', 'name', 'node_count', 'error'],
    resourceType: 'workflow_file',
  },
]

/** What admins can look at besides. */
export const adminTables: readonly Table[] = [
  {
    title: 'System metrics',
    path: '/api/admin/system-metrics',
    destination: '/topic/admin/system-metrics',
    columns: ['id', 'value'],
    messageType: 'system_metrics_update',
    rows: memberRows,
  },
  {
    title: 'Connectors',
    path: '/api/admin/connectors',
    destination: '/topic/admin/connectors',
    columns: ['id', 'value'],
    messageType: 'connector_stats_update',
    rows: memberRows,
  },
  {
    title: 'Cost',
    path: '/api/admin/cost',
    destination: '/topic/admin/cost',
    columns: ['id', 'executions', 'cpu_nanos', 'bytes_in', 'bytes_out', 'cost'],
    messageType: 'cost_analytics_update',
    rows: (body) => costSchema.parse(body).users.map((one) => ({ ...one, id: one.user })),
  },
  {
    title: 'Routes',
    path: '/api/admin/routes',
    destination: '/topic/admin/routes',
    columns: ['method', 'path'],
    resourceType: 'route',
  },
]

function nodeRow(node: z.infer<typeof nodeSchema>): Row {
  return { ...node, id: node.node_execution_id }
}

function lineRow(line: z.infer<typeof lineSchema>): Row {
  return { ...line, id: String(line.number) }
}

function dashboardRows(body: unknown): readonly Row[] {
  const { stats } = statsSchema.parse(body)
  return Object.entries(stats).flatMap(([kind, amounts]) =>
    Object.entries(amounts).map(([status, amount]) => ({
      id: `${kind} ${status}`,
      kind,
      status,
      amount,
    })),
  )
}

const ENVELOPE = new Set(['type', 'change_id', 'mutation_id', 'timestamp'])

/** Makes a row of each member of a body. */
function memberRows(body: unknown): readonly Row[] {
  return Object.entries(z.record(z.string(), z.unknown()).parse(body))
    .filter(([name]) => !ENVELOPE.has(name))
    .map(([id, value]) => ({ id, value }))
}
