import { Backoff } from './backoff.js'
import { ChangesEndpoint } from './changesEndpoint.js'
import { addressesOf, type TidingsOptions } from './options.js'
import { StompConnection } from './stompConnection.js'

/** A connection with a socket of its own. */
export function createOwnConnection(options: TidingsOptions): StompConnection {
  const { token, random = Math.random, log = () => undefined, webSocketFactory } = options
  const endpoint = createEndpoint(options)
  const { socket } = addressesOf(options)
  return new StompConnection({
    url: socket,
    token,
    backoff: new Backoff({ random }),
    random,
    readRetryAfter: () => endpoint.readRetryAfter(socket),
    log,
    webSocketFactory,
  })
}

export function createEndpoint(options: TidingsOptions): ChangesEndpoint {
  return new ChangesEndpoint({
    url: addressesOf(options).changes,
    token: options.token,
    // Unbound: the browser's fetch refuses any other `this`.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  })
}
