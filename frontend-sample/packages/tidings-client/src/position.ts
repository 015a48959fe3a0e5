/**
 * A place in a stream: everything up to and including `sequence` has been seen.
 *
 * Two positions compare only within one epoch. A new epoch means that numbering started again, and that nothing
 * remembered about the old numbering still holds.
 */
export interface Position {
  readonly epoch: string
  readonly sequence: number
}

/** What an incoming position means for a feed that has reached another one. */
export type Progress = 'next' | 'duplicate' | 'gap' | 'new-epoch'

const POSITION = /^(?<epoch>[^\s:@,]{1,64}):(?<sequence>\d{1,16})$/

/** Compares an incoming position with the one a feed has reached. */
export function progress(reached: Position, incoming: Position): Progress {
  if (incoming.epoch !== reached.epoch) return 'new-epoch'
  if (incoming.sequence <= reached.sequence) return 'duplicate'
  return incoming.sequence === reached.sequence + 1 ? 'next' : 'gap'
}

/** Reads `epoch:sequence`; anything else is `undefined`. */
export function parsePosition(text: string | null | undefined): Position | undefined {
  const groups = POSITION.exec(text ?? '')?.groups
  if (groups?.epoch === undefined) return undefined
  const sequence = Number(groups.sequence)
  return Number.isSafeInteger(sequence) ? { epoch: groups.epoch, sequence } : undefined
}

export function formatPosition(position: Position): string {
  return `${position.epoch}:${position.sequence}`
}

/** Reads a `Change-Position` header, `<destination>@<epoch>:<sequence>` with commas in between. */
export function parseChangePositions(header: string | null): ReadonlyMap<string, Position> {
  const positions = new Map<string, Position>()
  for (const item of (header ?? '').split(',')) {
    const text = item.trim()
    const at = text.lastIndexOf('@')
    const position = parsePosition(text.slice(at + 1))
    if (at > 0 && position !== undefined) positions.set(text.slice(0, at), position)
  }
  return positions
}

/**
 * The position at which a list is valid for one destination.
 *
 * @throws Error when the response does not name the destination: without it changes made between the list and the
 *   subscription would be lost unnoticed
 */
export function requireChangePosition(headers: Headers, destination: string): Position {
  const position = parseChangePositions(headers.get('Change-Position')).get(destination)
  if (position === undefined) {
    throw new Error(`Expected header 'Change-Position' to name '${destination}', but it did not`)
  }
  return position
}
