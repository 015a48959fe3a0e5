/** What polling would have cost at one interval. */
export interface Saving {
  readonly seconds: number
  readonly requests: number
  readonly requestsPerHour: number
  /** If each answer were as large as those so far; missing before the first one. */
  readonly bytes: number | undefined
}

export interface Measurement {
  /** Requests that polling each list every `pollInterval` milliseconds would have taken. */
  readonly savedRequests: number
  readonly pollInterval: number
  /** How many lists are kept current. */
  readonly lists: number
  readonly requests: number
  readonly bytes: number
}

const INTERVALS = [3, 10, 30, 60]

export function savingsOf(measurement: Measurement): readonly Saving[] {
  const { savedRequests, pollInterval, lists, requests, bytes } = measurement
  const listSeconds = (savedRequests * pollInterval) / 1_000
  return INTERVALS.map((seconds) => {
    const saved = Math.floor(listSeconds / seconds)
    return {
      seconds,
      requests: saved,
      requestsPerHour: (lists * 3_600) / seconds,
      bytes: requests === 0 ? undefined : saved * (bytes / requests),
    }
  })
}
