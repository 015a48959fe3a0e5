import { parsePosition, type Position } from '../src/position.js'
import type { ResourceChange } from '../src/protocol.js'

/** A change, or the text of a body that is none. */
export type FakeBody = ResourceChange | string

/** Streams in memory, with one numbering, and what `GET /api/changes` says about them. */
export class FakeStreams {
  readonly #streams = new Map<string, FakeBody[]>()
  readonly #trimmed = new Map<string, number>()
  #epoch = 'e1'

  get epoch(): string {
    return this.#epoch
  }

  head(destination: string): Position {
    return { epoch: this.#epoch, sequence: this.bodies(destination).length }
  }

  /** All entries, also those that were trimmed. */
  bodies(destination: string): readonly FakeBody[] {
    return this.#streams.get(destination) ?? []
  }

  append(destination: string, bodies: readonly FakeBody[]): void {
    this.#streams.set(destination, [...this.bodies(destination), ...bodies])
  }

  /** Forgets all entries that there are. */
  trim(destination: string): void {
    this.#trimmed.set(destination, this.head(destination).sequence)
  }

  /** Starts numbering again. */
  renew(epoch: string): void {
    this.#epoch = epoch
    this.#streams.clear()
    this.#trimmed.clear()
  }

  /** Whether nothing comes after a position, written as `from` has it. */
  isCurrent(from: string): boolean {
    const { destination, text } = split(from)
    const { epoch, sequence } = this.head(destination)
    return text === `${epoch}:${sequence}`
  }

  /** Why there is no replay from a position, if there is none. */
  resetOf(destination: string, { epoch, sequence }: Position): string | undefined {
    if (epoch !== this.#epoch) return 'epoch-changed'
    if (sequence > this.head(destination).sequence) return 'ahead-of-head'
    return sequence < (this.#trimmed.get(destination) ?? 0) ? 'retention-exceeded' : undefined
  }

  /** What comes after a position, at most so many entries. */
  replay(from: string, pageSize: number): Readonly<Record<string, unknown>> {
    const { destination, text } = split(from)
    const position = parsePosition(text)
    const reset = position ? this.resetOf(destination, position) : 'epoch-changed'
    if (position === undefined || reset !== undefined) {
      const { sequence } = this.head(destination)
      return { destination, reset, position: `${this.#epoch}:${sequence}` }
    }
    const all = this.bodies(destination).map((change, index) => ({ sequence: index + 1, change }))
    const changes = all.slice(position.sequence, position.sequence + pageSize)
    const end = position.sequence + changes.length
    const more = end < all.length
    return { destination, position: `${this.#epoch}:${end}`, changes, ...(more && { more }) }
  }
}

/** Reads `<destination>@<position>`. */
export function split(from: string): { readonly destination: string; readonly text: string } {
  const at = from.lastIndexOf('@')
  return { destination: from.slice(0, at), text: from.slice(at + 1) }
}
