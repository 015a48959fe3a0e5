import type { TidingsOptions } from '../src/options.js'
import { TidingsClient } from '../src/tidingsClient.js'
import type { FakeBroker } from './FakeBroker.js'

/** A client of the broker that waits as long as it may, so that tests know when it acts. */
export function createClient(
  broker: FakeBroker,
  options: Partial<TidingsOptions> = {},
): TidingsClient {
  return new TidingsClient({
    url: 'ws://broker.test/ws',
    token: () => 'jwt',
    random: () => 0.999,
    fetch: broker.fetch,
    webSocketFactory: broker.webSocketFactory,
    ...options,
  })
}
