import type { ChangeFeed } from './changeFeed.js'
import type { Counter } from './counters.js'
import { parsePosition, type Position } from './position.js'
import { parseBatch, parseBody, type WireBody } from './protocol.js'
import type { FrameHeaders } from './session.js'

export interface ReceptionOptions {
  readonly count: (counter: Counter) => void
  readonly log: (text: string) => void
}

/** Reads the frames of a subscription and hands what is in them to its feed. */
export class Reception {
  readonly #options: ReceptionOptions

  constructor(options: ReceptionOptions) {
    this.#options = options
  }

  receiveReceipt(feed: ChangeFeed, headers: FrameHeaders): void {
    if (headers.error === undefined) {
      feed.receiveReceipt(parsePosition(headers.position), headers.reset)
    } else {
      feed.refuse({ code: headers.error, message: headers.message ?? '' })
    }
  }

  receiveMessage(feed: ChangeFeed, headers: FrameHeaders, text: string): void {
    if (headers.error !== undefined) {
      feed.refuse({ code: headers.error, message: errorMessage(text) })
      return
    }
    if (headers.reset !== undefined) {
      feed.reset(headers.reset, parsePosition(headers.position))
      return
    }
    const position = parsePosition(`${headers.epoch ?? ''}:${headers.sequence ?? ''}`)
    const first = parsePosition(`${headers.epoch ?? ''}:${headers['first-sequence'] ?? ''}`)
    if (position !== undefined && first !== undefined) {
      this.#receiveBatch(feed, first, position, parseBatch(text))
      return
    }
    const body = this.#noted(feed, parseBody(text))
    const after = parsePosition(headers.after)
    if (headers.transient === 'true') {
      if (after !== undefined) feed.receiveTransient(after, body)
    } else if (position !== undefined) {
      feed.receiveEntry(position, body)
    }
  }

  #receiveBatch(
    feed: ChangeFeed,
    first: Position,
    last: Position,
    bodies: readonly WireBody[],
  ): void {
    if (bodies.length !== last.sequence - first.sequence + 1) {
      feed.reset('unreadable')
      return
    }
    bodies.forEach((body, index) => {
      const position = { epoch: first.epoch, sequence: first.sequence + index }
      feed.receiveEntry(position, this.#noted(feed, body))
    })
  }

  /** Counts a body that cannot be read. */
  #noted(feed: ChangeFeed, body: WireBody): WireBody {
    if (body.kind === 'unreadable') {
      this.#options.count('unreadable')
      this.#options.log(`Ignored message of '${feed.destination}': ${body.reason}`)
    }
    return body
  }
}

function errorMessage(text: string): string {
  const body = parseBody(text)
  const message = body.kind === 'message' ? body.message.message : undefined
  return typeof message === 'string' ? message : ''
}
