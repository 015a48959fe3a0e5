import { z } from 'zod'

export const systemMetricsSchema = z.object({
  instance_id: z.string(),
  process_cpu: z.number(),
  system_cpu: z.number(),
  heap_used_bytes: z.number(),
  threads: z.number(),
  sessions: z.number(),
  subscriptions: z.number(),
})

export type SystemMetrics = Readonly<z.infer<typeof systemMetricsSchema>>

export const connectorsSchema = z.object({
  instance_id: z.string(),
  database: z.object({
    active: z.number(),
    idle: z.number(),
    most: z.number(),
    pending: z.number(),
  }),
  http: z.object({ open: z.number() }),
  rabbitmq: z.object({ consuming: z.boolean(), blocked: z.boolean() }).nullish(),
})

export type Connectors = Readonly<z.infer<typeof connectorsSchema>>

export const costSchema = z.object({
  users: z.array(
    z.object({
      user: z.string(),
      executions: z.number(),
      cpu_nanos: z.number(),
      bytes_in: z.number(),
      bytes_out: z.number(),
      cost: z.number(),
    }),
  ),
})

export type UserCost = Readonly<z.infer<typeof costSchema>['users'][number]>

/** What all users together have cost. */
export function totalCost(users: readonly UserCost[]): UserCost {
  const sum = (read: (cost: UserCost) => number): number =>
    users.reduce((total, cost) => total + read(cost), 0)
  return {
    user: 'All users',
    executions: sum(({ executions }) => executions),
    cpu_nanos: sum(({ cpu_nanos }) => cpu_nanos),
    bytes_in: sum(({ bytes_in }) => bytes_in),
    bytes_out: sum(({ bytes_out }) => bytes_out),
    cost: sum(({ cost }) => cost),
  }
}
