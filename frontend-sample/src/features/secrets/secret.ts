import type { ResourceChange } from 'tidings-client'
import { z } from 'zod'

export const secretSchema = z.object({
  id: z.string(),
  version: z.number(),
  updated_at: z.string(),
})

/** A secret without its value, which never comes back from the server. Its id is its name. */
export type Secret = Readonly<z.infer<typeof secretSchema>>

/** Puts one change of `/user/queue/secrets` into the list, which is in the order of names. */
export function applyToSecrets(
  list: readonly Secret[],
  { event, resource }: ResourceChange,
): readonly Secret[] {
  const known = list.find(({ id }) => id === resource.id)
  const others = list.filter(({ id }) => id !== resource.id)
  if (event === 'deleted') return others
  const next = secretSchema.parse(resource)
  if (known !== undefined && known.version > next.version) return list
  return [...others, next].sort((one, other) => compare(one.id, other.id))
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
