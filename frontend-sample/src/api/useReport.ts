import { useResourceList, type ResourceListResult } from 'tidings-react'
import type { z } from 'zod'
import { request } from './http'
import { withSample, type Report } from './report'

export interface ReportOptions<T> {
  readonly path: string
  readonly destination: string
  /** Type of the messages that hold all of it. */
  readonly messageType: string
  readonly schema: z.ZodType<T>
}

/** A report that the server keeps current, with its history since somebody looked at it. */
export function useReport<T>(options: ReportOptions<T>): ResourceListResult<Report<T>> {
  const { path, destination, messageType, schema } = options
  return useResourceList<Report<T>>({
    destination,
    queryKey: ['report', path],
    load: async (signal) => {
      const response = await request(path, { signal })
      const value = schema.parse(await response.json())
      return { value: withSample(undefined, Date.now(), value), headers: response.headers }
    },
    apply: (report) => report,
    applyMessage: (report, message) =>
      message.type === messageType
        ? withSample(report, Date.parse(String(message.timestamp)), schema.parse(message))
        : undefined,
  })
}
