import type { Feed } from '../src/feed.js'
import { formatPosition, type Position } from '../src/position.js'
import type { TidingsClient } from '../src/tidingsClient.js'
import type { FakeBroker } from './FakeBroker.js'
import type { Random } from './random.js'

const LOAD_TAKES = 400

/**
 * What a correct owner of a feed shows: the changes of its stream, one by one, from the position of its list.
 *
 * It throws as soon as a change is missing, doubled or out of order.
 */
export class ModelList {
  readonly #client: TidingsClient
  readonly #broker: FakeBroker
  readonly #destination: string
  readonly #random: Random
  readonly #errors: string[] = []
  #feed: Feed
  #position: Position
  #applied: readonly string[]
  #loads = 0

  constructor(client: TidingsClient, broker: FakeBroker, destination: string, random: Random) {
    this.#client = client
    this.#broker = broker
    this.#destination = destination
    this.#random = random
    this.#position = broker.head(destination)
    this.#applied = broker.contents(destination)
    this.#feed = this.#follow()
  }

  /** Everything that went wrong; the client itself swallows what its owners throw. */
  get errors(): readonly string[] {
    return this.#errors
  }

  /** Closes the feed and follows the stream again from where it was. */
  reopen(): void {
    this.#feed.close()
    this.#feed = this.#follow()
  }

  /** Loads the list without being asked to, as a user does; answers that come late are dropped. */
  load(): void {
    const load = ++this.#loads
    const position = this.#broker.head(this.#destination)
    const applied = this.#broker.contents(this.#destination)
    const hasFailed = this.#broker.isDown || this.#random.chance(0.2)
    setTimeout(() => {
      if (load !== this.#loads) return
      if (hasFailed) {
        this.load()
        return
      }
      this.#position = position
      this.#applied = applied
      this.#feed.restart(position)
    }, this.#random.below(LOAD_TAKES))
  }

  /** Says what differs from the server, or nothing. */
  difference(): string | undefined {
    const expected = this.#broker.contents(this.#destination)
    const head = formatPosition(this.#broker.head(this.#destination))
    const reached = formatPosition(this.#feed.reached)
    const { status } = this.#feed.state.getSnapshot()
    if (this.#applied.join() === expected.join() && reached === head && status === 'live') {
      return undefined
    }
    const shown = `[${this.#applied.join()}] at ${reached}, ${status}`
    return `Expected [${expected.join()}] at ${head} of '${this.#destination}', but was ${shown}`
  }

  #follow(): Feed {
    return this.#client.feed(this.#destination, {
      since: this.#position,
      onChange: (change, place) => {
        if (place.kind === 'entry') this.#apply(change.resource.id, place.position)
      },
      onReset: () => {
        this.load()
      },
      onError: ({ code }) => this.#errors.push(`Refused with ${code}`),
    })
  }

  #apply(id: string, position: Position): void {
    const { epoch, sequence } = this.#position
    if (position.epoch !== epoch || position.sequence !== sequence + 1) {
      const wanted = `${epoch}:${sequence + 1}`
      this.#errors.push(`Expected ${wanted}, but was ${formatPosition(position)}`)
    }
    this.#position = position
    this.#applied = [...this.#applied, id]
  }
}
