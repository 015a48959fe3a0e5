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
  /** Type of the messages that hold one item, or everything. */
  readonly messageType?: string
  /** Makes rows of an answer, and of a message that holds everything; without it, the answer has `items`. */
  readonly rows?: (body: unknown) => readonly Row[]
  /** Makes a row of a message that holds one item in a shape of its own. */
  readonly item?: (message: TypedMessage) => Row
  /** Whether what is new comes last. */
  readonly isAppended?: boolean
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
    : withRow(table, rows, change.resource)
}

/** Puts a message in a shape of its own into a table; returns `undefined` if it is of another type. */
export function applyMessage(
  table: Table,
  rows: readonly Row[],
  message: TypedMessage,
): readonly Row[] | undefined {
  const { messageType, item, rows: all } = table
  if (message.type !== messageType) return undefined
  if (item) return withRow(table, rows, item(message))
  return all === undefined ? withRow(table, rows, rowSchema.parse(message)) : all(message)
}

function withRow({ isAppended }: Table, rows: readonly Row[], next: Row): readonly Row[] {
  if (rows.some(({ id }) => id === next.id)) {
    return rows.map((row) => (row.id === next.id ? next : row))
  }
  return isAppended === true ? [...rows, next] : [next, ...rows]
}

/** Shows a value in a cell. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 3 })
  return JSON.stringify(value)
}
