import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { changeOf, createClient, FakeBroker } from '../testing/index.js'
import { LossyLink } from '../testing/LossyLink.js'
import { ModelList } from '../testing/ModelList.js'
import { Random } from '../testing/random.js'
import type { TidingsClient } from './tidingsClient.js'

const DESTINATIONS = ['/topic/assets/a', '/topic/assets/b', '/user/queue/jobs'] as const
const SEEDS = 1_000
const SEEDS_PER_TEST = 100
const STEPS = 30
const LONGEST_PAUSE = 2_500
const TIME_LIMIT = 60_000

/** What all seeds together have met; a fault that never happens proves nothing. */
const met = new Map<string, number>()

function note(what: string, times = 1): void {
  met.set(what, (met.get(what) ?? 0) + times)
}

/** One client, a server that misbehaves as the seed says, and what the client must show in the end. */
class Run {
  readonly #random: Random
  readonly #link: LossyLink
  readonly #broker: FakeBroker
  readonly #client: TidingsClient
  readonly #lists: readonly ModelList[]
  /** Whether messages arrive as they should, and only sockets, requests and streams end. */
  readonly #isLinkPerfect: boolean
  #published = 0

  constructor(seed: number) {
    this.#random = new Random(seed)
    this.#link = new LossyLink(this.#random)
    this.#isLinkPerfect = this.#random.chance(0.3)
    if (this.#isLinkPerfect) this.#link.repair()
    this.#broker = new FakeBroker(this.#link.carry)
    this.#broker.replaysOnSubscribe = this.#random.chance(0.5)
    this.#broker.holdsRequests = this.#random.chance(0.5)
    this.#broker.pageSize = 1 + this.#random.below(5)
    this.#client = createClient(this.#broker, { random: this.#random.next })
    this.#lists = DESTINATIONS.map(
      (destination) => new ModelList(this.#client, this.#broker, destination, this.#random),
    )
  }

  /** Says what the client has got wrong in the end, or nothing. */
  async play(): Promise<string | undefined> {
    this.#client.start()
    for (let step = 0; step < STEPS; step++) {
      this.#act()
      await vi.advanceTimersByTimeAsync(this.#random.below(LONGEST_PAUSE))
    }
    await this.#calm()
    const complaint = this.#complaint()
    this.#client.stop()
    for (const [fault, times] of Object.entries(this.#link.faults)) note(fault, times)
    for (const [counter, times] of Object.entries({ ...this.#client.counters })) {
      note(counter, times)
    }
    return complaint
  }

  #complaint(): string | undefined {
    for (const list of this.#lists) if (list.errors.length > 0) return list.errors.join('; ')
    return this.#lists.map((list) => list.difference()).find((text) => text !== undefined)
  }

  #act(): void {
    const action = this.#random.below(100)
    if (action < 45) this.#publish()
    else if (action < 55) this.#publishTogether()
    else if (action < 60) this.#publishTransient()
    else if (action < 68) this.#broker.disconnect()
    else if (action < 72) this.#broker.fail('internal', 'later')
    else if (action < 77) this.#broker.isSocketBlocked = !this.#broker.isSocketBlocked
    else if (action < 82) this.#switchPower()
    else if (action < 86) this.#broker.sendReset(this.#somewhere(), 'too-far-behind')
    else if (action < 88) this.#broker.trim(this.#somewhere())
    else if (action < 90) this.#renewEpoch()
    else if (action < 93) this.#random.pick(this.#lists).load()
    else if (action < 96) this.#random.pick(this.#lists).reopen()
    else this.#switchTransport()
  }

  /** Everything works again. Of a change that was lost, and was the last one, the next one tells. */
  async #calm(): Promise<void> {
    this.#link.repair()
    this.#broker.isDown = false
    this.#broker.isSocketBlocked = false
    this.#client.setTransport('auto')
    await vi.advanceTimersByTimeAsync(40_000)
    if (this.#isLinkPerfect) return
    for (const destination of DESTINATIONS) this.#broker.publish(destination, this.#change())
    await vi.advanceTimersByTimeAsync(10_000)
  }

  #publish(): void {
    const isDelivered = this.#isLinkPerfect || this.#random.chance(0.9)
    this.#broker.publish(this.#somewhere(), this.#change(), { isDelivered })
  }

  #publishTogether(): void {
    const changes = Array.from({ length: 2 + this.#random.below(4) }, () => this.#change())
    this.#broker.publishBatch(this.#somewhere(), changes)
  }

  #publishTransient(): void {
    const destination = this.#somewhere()
    this.#broker.publishTransient(destination, this.#broker.head(destination), this.#change())
  }

  #switchPower(): void {
    if (this.#broker.isDown) this.#broker.isDown = false
    else this.#broker.goDown()
  }

  #renewEpoch(): void {
    note('renewals')
    this.#broker.renewEpoch(`e${this.#random.below(1_000_000)}`)
    this.#broker.disconnect()
  }

  #switchTransport(): void {
    note('switches')
    this.#client.setTransport(this.#client.transport === 'auto' ? 'polling' : 'auto')
  }

  #somewhere(): string {
    return this.#random.pick(DESTINATIONS)
  }

  #change(): ReturnType<typeof changeOf> {
    return changeOf('created', { id: `c${++this.#published}` })
  }
}

describe('TidingsClient against a server that loses, doubles, delays and reorders', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  for (let first = 0; first < SEEDS; first += SEEDS_PER_TEST) {
    it(
      `shows what the server has, seeds ${first} to ${first + SEEDS_PER_TEST - 1}`,
      async () => {
        for (let seed = first; seed < first + SEEDS_PER_TEST; seed++) {
          const complaint = await new Run(seed).play()
          vi.clearAllTimers()

          expect(complaint, `seed ${seed}`).toBeUndefined()
        }
      },
      TIME_LIMIT,
    )
  }

  afterAll(() => {
    const all = ['dropped', 'doubled', 'delayed', 'reordered', 'renewals', 'switches']
    for (const what of [...all, 'gaps', 'duplicates', 'resets', 'reconnects', 'polls']) {
      expect(met.get(what), what).toBeGreaterThan(SEEDS / 10)
    }
  })
})
