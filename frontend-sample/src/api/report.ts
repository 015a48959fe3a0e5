/** What was reported at a time, in milliseconds since 1970. */
export interface Sample<T> {
  readonly at: number
  readonly value: T
}

/** Something that is reported as a whole whenever it changes, with what it was before. */
export interface Report<T> {
  readonly current: T
  readonly samples: readonly Sample<T>[]
}

const MOST = 240

/** Takes down what was reported next; clocks that differ do not make it the earlier one. */
export function withSample<T>(report: Report<T> | undefined, at: number, value: T): Report<T> {
  const known = report?.samples ?? []
  const sample = { at: Math.max(at, known.at(-1)?.at ?? 0), value }
  return { current: value, samples: [...known, sample].slice(-MOST) }
}
