import { request } from './http'

/** Loads something that is no JSON. It is fetched, not linked to, because the token belongs in a header. */
export async function fetchContent(path: string, signal?: AbortSignal): Promise<Blob> {
  const response = await request(path, { headers: { Accept: '*/*' }, ...(signal && { signal }) })
  return response.blob()
}

/** Has the browser save something under a name. */
export async function saveContent(path: string, name: string): Promise<void> {
  const address = URL.createObjectURL(await fetchContent(path))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, 60_000)
}
