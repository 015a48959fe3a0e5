import { parsePosition, type Position } from './position.js'

const CHANGE_EVENTS = ['created', 'updated', 'deleted', 'moved'] as const

export type ChangeEvent = (typeof CHANGE_EVENTS)[number]

/** What a change says about its resource; `deleted` and `moved` may carry no more than ids. */
export interface ChangedResource {
  readonly id: string
  readonly [field: string]: unknown
}

/** One change as it travels, in the names of the wire. */
export interface ResourceChange {
  readonly type: 'resource_change'
  readonly event: ChangeEvent
  readonly resource_type: string
  readonly resource: ChangedResource
  readonly old_parent_id?: string
  readonly change_id?: string
  readonly mutation_id?: string
  readonly timestamp?: string
  /** The resource was too large to travel; only its id and etag are there. */
  readonly body?: 'omitted'
}

/** A message in a shape of its own, such as `execution_update`, which its owner has to know. */
export interface TypedMessage {
  readonly type: string
  readonly [member: string]: unknown
}

/** A body taken off the wire. Types that nobody knows belong to newer servers and are no error. */
export type WireBody =
  | { readonly kind: 'change'; readonly change: ResourceChange }
  | { readonly kind: 'message'; readonly message: TypedMessage }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** One stream of an answer of `GET /api/changes`. */
export interface StreamReplay {
  readonly destination: string
  readonly position?: Position
  readonly entries: readonly { readonly sequence: number; readonly body: WireBody }[]
  readonly more: boolean
  readonly reset?: string
  readonly error?: string
}

/** Reads the text of a MESSAGE body; never throws. */
export function parseBody(text: string): WireBody {
  try {
    return readBody(JSON.parse(text))
  } catch {
    return { kind: 'unreadable', reason: 'body is not JSON' }
  }
}

/** Reads the text of a MESSAGE that holds several bodies; never throws. */
export function parseBatch(text: string): readonly WireBody[] {
  try {
    const bodies: unknown = JSON.parse(text)
    return Array.isArray(bodies) ? bodies.map(readBody) : []
  } catch {
    return []
  }
}

/** Reads a decoded body; never throws. */
function readBody(value: unknown): WireBody {
  if (!isRecord(value)) return { kind: 'unreadable', reason: 'body is not an object' }
  if (!isTyped(value)) return { kind: 'unreadable', reason: "body has no 'type'" }
  if (value.type !== 'resource_change') return { kind: 'message', message: value }
  if (typeof value.event !== 'string')
    return { kind: 'unreadable', reason: "change has no 'event'" }
  if (!isChangeEvent(value.event)) return { kind: 'message', message: value }
  if (typeof value.resource_type !== 'string') {
    return { kind: 'unreadable', reason: "change has no 'resource_type'" }
  }
  if (!isResource(value.resource))
    return { kind: 'unreadable', reason: "change has no 'resource.id'" }
  return {
    kind: 'change',
    change: readChange(value, value.event, value.resource_type, value.resource),
  }
}

/**
 * Reads an answer of `GET /api/changes`.
 *
 * @throws Error when it is not one; a stream that cannot be read must not pass for one without changes
 */
export function readReplays(value: unknown): readonly StreamReplay[] {
  if (!isRecord(value) || !Array.isArray(value.streams)) {
    throw new Error("Expected an object with 'streams' from the changes endpoint")
  }
  return value.streams.map(readReplay)
}

function readReplay(value: unknown): StreamReplay {
  if (!isRecord(value) || typeof value.destination !== 'string') {
    throw new Error("Expected each of 'streams' to have a 'destination'")
  }
  const position = parsePosition(optionalText(value.position))
  const reset = optionalText(value.reset)
  const error = optionalText(value.error)
  if (position === undefined && reset === undefined && error === undefined) {
    throw new Error(
      `Expected stream '${value.destination}' to have a 'position', 'reset' or 'error'`,
    )
  }
  return {
    destination: value.destination,
    entries: Array.isArray(value.changes) ? value.changes.map(readEntry) : [],
    more: value.more === true,
    ...(position && { position }),
    ...(reset !== undefined && { reset }),
    ...(error !== undefined && { error }),
  }
}

function readEntry(value: unknown): StreamReplay['entries'][number] {
  if (!isRecord(value) || typeof value.sequence !== 'number') {
    throw new Error("Expected each of 'changes' to have a 'sequence'")
  }
  return { sequence: value.sequence, body: readBody(value.change) }
}

function readChange(
  value: Readonly<Record<string, unknown>>,
  event: ChangeEvent,
  resourceType: string,
  resource: ChangedResource,
): ResourceChange {
  const oldParentId = optionalText(value.old_parent_id) ?? optionalText(resource.old_parent_id)
  const changeId = optionalText(value.change_id)
  const mutationId = optionalText(value.mutation_id)
  const timestamp = optionalText(value.timestamp)
  return {
    type: 'resource_change',
    event,
    resource_type: resourceType,
    resource,
    ...(oldParentId !== undefined && { old_parent_id: oldParentId }),
    ...(changeId !== undefined && { change_id: changeId }),
    ...(mutationId !== undefined && { mutation_id: mutationId }),
    ...(timestamp !== undefined && { timestamp }),
    ...((value.body === 'omitted' || resource.body === 'omitted') && { body: 'omitted' as const }),
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTyped(value: Readonly<Record<string, unknown>>): value is TypedMessage {
  return typeof value.type === 'string'
}

function isResource(value: unknown): value is ChangedResource {
  return isRecord(value) && typeof value.id === 'string'
}

function isChangeEvent(value: string): value is ChangeEvent {
  return (CHANGE_EVENTS as readonly string[]).includes(value)
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
