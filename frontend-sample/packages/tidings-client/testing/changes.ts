import type { ChangedResource, ChangeEvent, ResourceChange } from '../src/protocol.js'

export function changeOf(
  event: ChangeEvent,
  resource: ChangedResource,
  more: Partial<ResourceChange> = {},
): ResourceChange {
  return { type: 'resource_change', event, resource_type: 'asset', resource, ...more }
}
