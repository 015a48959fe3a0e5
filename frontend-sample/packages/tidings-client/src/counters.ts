/** What a client met since it was made, for support and tests. */
export interface Counters {
  readonly applied: number
  readonly duplicates: number
  readonly gaps: number
  readonly resets: number
  readonly staleTransients: number
  readonly unknown: number
  readonly unreadable: number
  readonly sessions: number
  readonly reconnects: number
  readonly polls: number
  /** Requests that polling each list by itself would have cost. */
  readonly savedRequests: number
}

export type Counter = Exclude<keyof Counters, 'savedRequests'>

export function noCounters(): Record<Counter, number> {
  return {
    applied: 0,
    duplicates: 0,
    gaps: 0,
    resets: 0,
    staleTransients: 0,
    unknown: 0,
    unreadable: 0,
    sessions: 0,
    reconnects: 0,
    polls: 0,
  }
}
