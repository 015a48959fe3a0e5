export interface Listed {
  readonly id: string
  readonly etag: string
  readonly name: string
}

/** Somebody who works over the HTTP API, without a page. */
export class Account {
  readonly name: string
  readonly #url: string
  readonly #fetch: typeof fetch
  #token: string | undefined

  private constructor(url: string, name: string, fetch: typeof globalThis.fetch) {
    this.#url = url
    this.name = name
    this.#fetch = fetch
  }

  /** @param fetch takes the place of the platform's */
  static async signIn(url: string, name: string, fetch = globalThis.fetch): Promise<Account> {
    const account = new Account(url, name, fetch)
    await account.token()
    return account
  }

  /** The token in use, or another one when that is outdated. */
  readonly token = async (outdated?: string): Promise<string> => {
    if (this.#token === undefined || this.#token === outdated) {
      const body = JSON.stringify({ username: this.name, password: this.name })
      const headers = { 'Content-Type': 'application/json' }
      const address = `${this.#url}/api/auth/token`
      const answer = await this.#fetch(address, { method: 'POST', body, headers })
      this.#token = ((await requireOk(answer).json()) as { access_token: string }).access_token
    }
    return this.#token
  }

  async home(): Promise<string> {
    const { home_folder_id } = await this.read<{ home_folder_id: string }>('/api/me')
    return home_folder_id
  }

  async createFolder(name: string, parent: string): Promise<Listed> {
    const content = { name, parent_id: parent, content_type: 'folder' }
    return (await (await this.#send('POST', '/api/assets', content)).json()) as Listed
  }

  async rename(asset: string, name: string): Promise<Listed> {
    return (await (await this.#send('PUT', `/api/assets/${asset}`, { name })).json()) as Listed
  }

  async delete(asset: string): Promise<void> {
    await this.#send('DELETE', `/api/assets/${asset}`)
  }

  async share(folder: string, user: string, role: 'viewer' | 'editor' = 'viewer'): Promise<void> {
    await this.#send('PUT', `/api/assets/${folder}/access`, { user, role })
  }

  async takeBack(folder: string, user: string): Promise<void> {
    await this.#send('DELETE', `/api/assets/${folder}/access?user=${user}`)
  }

  /** Loads the list of a folder, with the header that tells its position. */
  list(folder: string): Promise<Response> {
    return this.get(`/api/assets?parent_id=${folder}&limit=500`)
  }

  async read<T>(path: string): Promise<T> {
    return (await (await this.get(path)).json()) as T
  }

  /** Loads something, unless it still has the ETag that is known. */
  async get(path: string, known?: string): Promise<Response> {
    const headers = known === undefined ? {} : { 'If-None-Match': known }
    return requireOk(await this.#request(path, { headers }))
  }

  async #send(method: string, path: string, content?: unknown): Promise<Response> {
    const headers = { 'Content-Type': 'application/json' }
    const body = content === undefined ? null : JSON.stringify(content)
    return requireOk(await this.#request(path, { method, headers, body }))
  }

  async #request(path: string, init: RequestInit): Promise<Response> {
    const token = await this.token()
    const response = await this.#fetchWith(token, path, init)
    if (response.status !== 401) return response
    return this.#fetchWith(await this.token(token), path, init)
  }

  #fetchWith(token: string, path: string, init: RequestInit): Promise<Response> {
    const headers = { ...(init.headers as object), Authorization: `Bearer ${token}` }
    return this.#fetch(this.#url + path, { ...init, headers })
  }
}

function requireOk(response: Response): Response {
  const isExpected = response.ok || response.status === 304
  if (!isExpected) throw new Error(`${response.url} answered ${response.status}`)
  return response
}
