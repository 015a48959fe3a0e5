import { addressesOf, type TidingsOptions } from './options.js'
import { createOwnConnection } from './ownConnection.js'
import { PORT_VERSION, type HubAddress, type Port } from './port.js'
import { PortConnection } from './portConnection.js'
import { newId } from './randomId.js'
import type { Connection } from './session.js'
import { SessionHub } from './sessionHub.js'
import { TabElection } from './tabElection.js'
import { TabLock, type Locks } from './tabLock.js'
import { TidingsClient } from './tidingsClient.js'

export interface SharedOptions extends TidingsOptions {
  /** Who is signed in. A tab shares its session with the tabs of the same user only. */
  readonly user: string
  /** Makes a worker whose script imports `tidings-client/worker`. Without it one of the tabs has the socket. */
  readonly worker?: () => SharedWorker
}

/** What a browser offers for tabs to find each other. */
export interface TabScope {
  readonly SharedWorker?: unknown
  readonly BroadcastChannel?: new (name: string) => Port
  readonly navigator?: { readonly locks?: Locks }
  readonly addEventListener?: EventTarget['addEventListener']
}

/**
 * Connects with one socket for all tabs of the browser.
 *
 * The socket is in a SharedWorker where there is one, else in one of the tabs, which they choose by a Web Lock; where
 * a browser has neither, each tab has its own. Feeds and positions are the tab's in any case: a tab that closes takes
 * nothing from the others, and if it had the socket the next one opens it within a second.
 *
 * The other options count for the tab that has the socket; with a worker, `webSocketFactory`, `fetch` and `random` do
 * not reach it. Tabs that poll do so every few seconds each: requests that the server holds would use up the few
 * connections that a browser opens to one host.
 */
export function connectShared(options: SharedOptions): TidingsClient {
  const client = createSharedClient(options)
  client.start()
  return client
}

/** The client that `connectShared` starts, for those who start it themselves. */
export function createSharedClient(
  options: SharedOptions,
  scope: TabScope = globalThis as unknown as TabScope,
): TidingsClient {
  return new TidingsClient(options, sharedConnection(options, scope))
}

function sharedConnection(options: SharedOptions, scope: TabScope): Connection {
  const { socket, changes } = addressesOf(options)
  const address: HubAddress = { key: options.user, socket, changes }
  const tab = newId()
  const open = wayToHub(options, address, tab, scope)
  if (open === undefined) return createOwnConnection(options)
  const { whenHeld } = new TabLock(scope.navigator?.locks, tab)
  const connection = new PortConnection({ open, tab, address, token: options.token, whenHeld })
  scope.addEventListener?.('pagehide', () => {
    connection.pause()
  })
  scope.addEventListener?.('pageshow', () => {
    connection.resume()
  })
  return connection
}

function wayToHub(
  options: SharedOptions,
  address: HubAddress,
  tab: string,
  scope: TabScope,
): (() => Port) | undefined {
  const { worker } = options
  const { BroadcastChannel } = scope
  const locks = scope.navigator?.locks
  if (worker && scope.SharedWorker !== undefined) return () => worker().port as unknown as Port
  if (locks === undefined || BroadcastChannel === undefined) return undefined
  const election = new TabElection({
    name: `tidings-${PORT_VERSION}-${address.key}-${address.socket}`,
    tab,
    locks,
    openBroadcast: (name) => new BroadcastChannel(name),
    createHub: () => new SessionHub((token) => createOwnConnection({ ...options, token })),
  })
  return () => election.open()
}
