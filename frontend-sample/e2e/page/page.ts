import { connectShared, requireChangePosition, type TidingsClient } from 'tidings-client'

/** What a test sees of a tab. */
interface FollowingTab {
  readonly client: TidingsClient
  readonly applied: string[]
  /** The states that the client had, with the time at which each began. */
  readonly states: { readonly status: string; readonly at: number }[]
}

declare global {
  var tab: FollowingTab | undefined
}

async function signIn(): Promise<string> {
  const response = await fetch('/api/auth/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'alice', password: 'alice' }),
  })
  return ((await response.json()) as { access_token: string }).access_token
}

/** Follows the folder that the address names, in one session with all tabs of the browser. */
async function follow(folder: string): Promise<void> {
  const token = await signIn()
  const destination = `/topic/assets/${folder}`
  const { headers } = await fetch(`/api/assets?parent_id=${folder}`, {
    headers: { Authorization: `Bearer ${token}` },
  })
  const client = connectShared({
    url: '/ws',
    user: 'alice',
    token: () => token,
    worker: () => new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
  })
  const applied: string[] = []
  const states: { status: string; at: number }[] = []
  client.state.subscribe(() => {
    states.push({ status: client.state.getSnapshot().status, at: Date.now() })
  })
  client.feed(destination, {
    since: requireChangePosition(headers, destination),
    onChange: ({ resource }) => applied.push(String(resource.name)),
    onReset: (reason) => applied.push(`reset: ${reason}`),
  })
  globalThis.tab = { client, applied, states }
}

await follow(location.hash.slice(1))
