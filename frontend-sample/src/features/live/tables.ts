import { z } from 'zod'
import { cellText, type Table } from './table'

const providersSchema = z.object({ providers: z.array(z.looseObject({ id: z.string() })) })

/** Everything that a user can look at and that has no page of its own. */
export const tables: readonly Table[] = [
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
    title: 'Routes',
    path: '/api/admin/routes',
    destination: '/topic/admin/routes',
    columns: ['method', 'path'],
    resourceType: 'route',
  },
]
