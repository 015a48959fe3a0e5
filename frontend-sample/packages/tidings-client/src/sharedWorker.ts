import { createOwnConnection } from './ownConnection.js'
import type { HubAddress, Port, TabMessage } from './port.js'
import type { Connection } from './session.js'
import { SessionHub } from './sessionHub.js'
import { watchTab, type Locks } from './tabLock.js'
import type { TokenSource } from './token.js'

/** The global scope of a SharedWorker. */
export interface WorkerScope {
  onconnect: ((event: { readonly ports: readonly Port[] }) => void) | null
  readonly navigator?: { readonly locks?: Locks }
}

type Connect = (address: HubAddress, token: TokenSource) => Connection

/** Serves all tabs that connect to this worker, with one session for each user and service. */
export function serveTabs(scope: WorkerScope, connect: Connect = connectTo): void {
  const hubs = new Map<string, SessionHub>()
  scope.onconnect = ({ ports: [port] }) => {
    let hub: SessionHub | undefined
    if (port === undefined) return
    port.onmessage = ({ data }) => {
      const message = data as TabMessage
      if (message.kind !== 'hello') {
        hub?.receive(port, message)
        return
      }
      const isNew = hub === undefined
      const serving = (hub ??= hubOf(hubs, message.address, connect))
      serving.attach(port)
      if (!isNew) return
      watchTab(scope.navigator?.locks, message.tab, () => {
        serving.detach(port)
      })
    }
  }
}

function hubOf(hubs: Map<string, SessionHub>, address: HubAddress, connect: Connect): SessionHub {
  const key = JSON.stringify([address.key, address.socket])
  const hub = hubs.get(key) ?? new SessionHub((token) => connect(address, token))
  hubs.set(key, hub)
  return hub
}

function connectTo({ socket, changes }: HubAddress, token: TokenSource): Connection {
  return createOwnConnection({ url: socket, changesUrl: changes, token })
}
