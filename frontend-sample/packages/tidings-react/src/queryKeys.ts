import type { QueryKey } from '@tanstack/react-query'
import type { ResourceChange } from 'tidings-client'

/**
 * What a change makes stale, by type of resource. In a key, `{id}` stands for the id of the resource.
 *
 * A type is added by an entry: `{ ...defaultQueryKeys, invoice: [['invoices'], ['invoice', '{id}']] }`.
 */
export type QueryKeyMap = Readonly<Record<string, readonly QueryKey[]>>

/** Keys of the resource types that the service itself has. */
export const defaultQueryKeys: QueryKeyMap = {
  workflow: [['workflows'], ['templates'], ['workflow', '{id}'], ['workflow_versions', '{id}']],
  job: [['jobs'], ['job', '{id}']],
  asset: [['assets']],
  thread: [['threads'], ['thread', '{id}'], ['messages', '{id}']],
  collection: [['collections']],
  workspace: [['workspaces']],
  secret: [['secrets']],
  model: [['models']],
}

/** The keys that a change makes stale; none when its type is not in the map. */
export function queryKeysOf(
  map: QueryKeyMap,
  { resource_type: type, resource }: ResourceChange,
): readonly QueryKey[] {
  const keys = Object.hasOwn(map, type) ? map[type] : undefined
  return (keys ?? []).map((key) => key.map((part) => (part === '{id}' ? resource.id : part)))
}
