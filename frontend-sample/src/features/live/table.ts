import type { ResourceChange, TypedMessage } from 'tidings-client'
import { z } from 'zod'

const rowSchema = z.looseObject({ id: z.string() })

/** One line of a table: an item of a list, as its endpoint returns it. */
export type Row = Readonly<z.infer<typeof rowSchema>>

/** A list that the server keeps current, and which of its members are shown. */
export interface Table {
  readonly title: string
  readonly path: string
  readonly destination: string
  readonly columns: readonly string[]
  /** Type of the resources in it; what changes of others say is not for it. */
  readonly resourceType?: string
  /** Type of the messages that hold everything. */
  readonly messageType?: string
  /** Makes rows of an answer, and of such a message; without it, the answer has `items`. */
  readonly rows?: (body: unknown) => readonly Row[]
  /** What belongs to one of its rows. */
  readonly parts?: (row: Row) => readonly Table[]
}

const pageSchema = z.object({ items: z.array(rowSchema) })

/** Reads what the endpoint of a table answers. */
export function readRows({ rows }: Table, body: unknown): readonly Row[] {
  return rows === undefined ? pageSchema.parse(body).items : rows(body)
}

/** Puts a change into a table. */
export function applyChange(
  table: Table,
  rows: readonly Row[],
  change: ResourceChange,
): readonly Row[] {
  if (change.resource_type !== table.resourceType) return rows
  const { id } = change.resource
  return change.event === 'deleted'
    ? rows.filter((row) => row.id !== id)
    : withRow(rows, change.resource)
}

/** Reads a message that holds everything; returns `undefined` if it is of another type. */
export function readMessage(
  { messageType, rows }: Table,
  message: TypedMessage,
): readonly Row[] | undefined {
  return message.type === messageType ? rows?.(message) : undefined
}

function withRow(rows: readonly Row[], next: Row): readonly Row[] {
  return rows.some(({ id }) => id === next.id)
    ? rows.map((row) => (row.id === next.id ? next : row))
    : [next, ...rows]
}

/** Shows a value in a cell. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 3 })
  return JSON.stringify(value)
}
