import { z } from 'zod'
import type { Sample } from '../../api/report'
import type { Point } from '../../ui/stepPath'

const countsSchema = z.record(z.string(), z.number())

export const dashboardSchema = z.object({ stats: z.record(z.string(), countsSchema) })

export type Dashboard = Readonly<z.infer<typeof dashboardSchema>>

/** How many there are of one kind, by their status. */
export type Counts = Readonly<z.infer<typeof countsSchema>>

export interface StatusCount {
  readonly status: string
  readonly count: number
}

const ORDER = ['running', 'queued', 'paused', 'completed', 'failed', 'cancelled']
const UNFINISHED = ['running', 'queued']

/** The numbers in the order in which work goes on; what is not known comes last. */
export function statusCounts(counts: Counts): readonly StatusCount[] {
  const rank = (status: string): number => (ORDER.includes(status) ? ORDER.indexOf(status) : 99)
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => ({ status, count }))
    .sort((one, other) => rank(one.status) - rank(other.status))
}

/** How many of a kind were under way, over time. */
export function underWay(samples: readonly Sample<Dashboard>[], kind: string): readonly Point[] {
  return samples.map(({ at, value: { stats } }) => ({
    at,
    value: UNFINISHED.reduce((sum, status) => sum + (stats[kind]?.[status] ?? 0), 0),
  }))
}
