/**
 * How changes reach a client. `since` is when the last session was lost, in milliseconds since 1970.
 *
 * - `idle`, `connecting`: before the first session
 * - `recovering`: there is a session; what was missed is being read
 * - `live`: everything up to now was applied, and what comes is applied at once
 * - `polling`: there is no session, and changes are read over HTTP
 * - `reconnecting`: no changes come at the moment; `offline` if the machine itself says that it has no network
 * - `signed-out`: somebody has to sign in, then `start` again
 * - `refused`: the server wants no session of this client, and polls bring nothing either
 */
export type ConnectionState =
  | { readonly status: 'idle' }
  | { readonly status: 'connecting' }
  | { readonly status: 'recovering' }
  | { readonly status: 'live' }
  | { readonly status: 'reconnecting'; readonly since: number }
  | { readonly status: 'offline'; readonly since: number }
  | { readonly status: 'polling'; readonly since: number }
  | { readonly status: 'signed-out'; readonly code: string }
  | {
      readonly status: 'refused'
      readonly since: number
      readonly code: string
      readonly message: string
    }
