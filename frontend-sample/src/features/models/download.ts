import { z } from 'zod'

export const downloadSchema = z.object({
  id: z.string(),
  repo_id: z.string(),
  url: z.string(),
  status: z.enum(['pending', 'running', 'completed', 'error', 'cancelled']),
  downloaded_bytes: z.number(),
  total_bytes: z.number().nullish(),
  error: z.string().nullish(),
  version: z.number(),
  updated_at: z.string(),
  /** Not from the server: bytes per second, as far as messages have told. */
  speed: z.number().optional(),
})

/** A model on its way, or what became of that. */
export type Download = Readonly<z.infer<typeof downloadSchema>>

export function isUnfinished({ status }: Download): boolean {
  return status === 'pending' || status === 'running'
}

/** Whether it can be taken up again from where it was. */
export function isResumable({ status }: Download): boolean {
  return status === 'error' || status === 'cancelled'
}

/** Seconds until the download is complete, if they can be told. */
export function secondsLeft({
  downloaded_bytes: done,
  total_bytes: total,
  speed,
}: Download): number | undefined {
  if (typeof total !== 'number' || speed === undefined || speed <= 0) return undefined
  return (total - done) / speed
}

/** A length of time in its two largest units. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes} min ${whole % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
