import { MutableStore } from 'tidings-client'

/** Requests of this page to the API, and the bytes of their answers. */
export interface Traffic {
  readonly requests: number
  readonly bytes: number
}

export const trafficStore = new MutableStore<Traffic>({ requests: 0, bytes: 0 })

/** Counts from now on, together with what the browser remembers. */
export function observeTraffic(): void {
  new PerformanceObserver((list) => {
    count(list.getEntries().filter((entry) => entry instanceof PerformanceResourceTiming))
  }).observe({ type: 'resource', buffered: true })
}

/** @param entries what the browser has measured; scripts and images are among it */
export function count(entries: readonly PerformanceResourceTiming[]): void {
  const answers = entries.filter(({ name }) => new URL(name).pathname.startsWith('/api/'))
  if (answers.length === 0) return
  const { requests, bytes } = trafficStore.getSnapshot()
  trafficStore.set({
    requests: requests + answers.length,
    bytes: answers.reduce((sum, { transferSize }) => sum + transferSize, bytes),
  })
}
