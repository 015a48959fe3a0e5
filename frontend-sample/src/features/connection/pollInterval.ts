/** Milliseconds between two polls while there is no session, as users may choose them. */
export const POLL_INTERVALS = [3_000, 10_000, 30_000, 60_000] as const

const KEY = 'tidings.poll-interval'

/** What was chosen in this browser; the shortest unless somebody has chosen. */
export function chosenPollInterval(): number {
  const chosen = Number(localStorage.getItem(KEY))
  return POLL_INTERVALS.find((interval) => interval === chosen) ?? POLL_INTERVALS[0]
}

export function rememberPollInterval(interval: number): void {
  localStorage.setItem(KEY, String(interval))
}
