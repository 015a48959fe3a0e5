/** What a browser knows of its network. Node and React Native lack some of it. */
interface Scope {
  readonly navigator?: { readonly onLine?: boolean; readonly product?: string }
  readonly addEventListener?: EventTarget['addEventListener']
  readonly removeEventListener?: EventTarget['removeEventListener']
}

const scope: Scope = globalThis

/** Whether the machine says that it has no network. Where it says nothing, it has one. */
export function isOffline(): boolean {
  return scope.navigator?.onLine === false
}

/** Whether this is React Native, whose WebSocket cuts text at the NUL that ends a frame. */
export function isReactNative(): boolean {
  return scope.navigator?.product === 'ReactNative'
}

/** Calls back whenever the network comes or goes; the returned function ends that. */
export function watchNetwork(onChange: () => void): () => void {
  scope.addEventListener?.('online', onChange)
  scope.addEventListener?.('offline', onChange)
  return () => {
    scope.removeEventListener?.('online', onChange)
    scope.removeEventListener?.('offline', onChange)
  }
}
