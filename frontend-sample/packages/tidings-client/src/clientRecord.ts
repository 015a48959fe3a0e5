import { noCounters, type Counter, type Counters } from './counters.js'
import type { RecentChange } from './feed.js'
import { QualityMeter, type Quality } from './quality.js'
import { SavedRequests } from './savedRequests.js'
import type { Connection } from './session.js'
import { MutableStore, type Store } from './store.js'

const RECENT_CHANGES = 20

/** What a client has met since it was made, for those who watch it. */
export class ClientRecord {
  readonly #counters = noCounters()
  readonly #recent = new MutableStore<readonly RecentChange[]>([])
  readonly #updatedAt = new MutableStore<number | undefined>(undefined)
  readonly #savedRequests: SavedRequests
  readonly #meter: QualityMeter

  constructor(connection: Connection, pollInterval: number) {
    this.#savedRequests = new SavedRequests(pollInterval)
    this.#meter = new QualityMeter(connection.clock, (milliseconds) => {
      connection.report(milliseconds)
    })
  }

  get counters(): Counters {
    return { ...this.#counters, savedRequests: this.#savedRequests.count }
  }

  get recentChanges(): Store<readonly RecentChange[]> {
    return this.#recent
  }

  get updatedAt(): Store<number | undefined> {
    return this.#updatedAt
  }

  get quality(): Store<Quality> {
    return this.#meter.quality
  }

  readonly count = (counter: Counter): void => {
    this.#counters[counter]++
  }

  applied(recent: RecentChange): void {
    this.count('applied')
    this.#meter.applied(recent.change.timestamp)
    this.#recent.set([recent, ...this.#recent.getSnapshot()].slice(0, RECENT_CHANGES))
    this.noteUpdate()
  }

  noteUpdate(): void {
    this.#updatedAt.set(Date.now())
  }

  sessionOpened(feeds: number): void {
    if (this.#counters.sessions > 0) this.count('reconnects')
    this.count('sessions')
    this.#meter.sessionOpened()
    this.feedsFollowed(feeds)
  }

  sessionClosed(): void {
    this.#meter.sessionClosed()
    this.feedsFollowed(0)
  }

  /** From now on a session brings the changes of so many feeds. */
  feedsFollowed(feeds: number): void {
    this.#savedRequests.track(feeds)
  }
}
