export interface Listed {
  readonly id: string
  readonly name: string
}

/** Somebody who works over the HTTP API, without a page. */
export class Account {
  readonly name: string
  readonly #url: string
  #token: string | undefined

  private constructor(url: string, name: string) {
    this.#url = url
    this.name = name
  }

  static async signIn(url: string, name: string): Promise<Account> {
    const account = new Account(url, name)
    await account.token()
    return account
  }

  /** The token in use, or another one when that is outdated. */
  readonly token = async (outdated?: string): Promise<string> => {
    if (this.#token === undefined || this.#token === outdated) {
      const body = JSON.stringify({ username: this.name, password: this.name })
      const headers = { 'Content-Type': 'application/json' }
      const answer = await fetch(`${this.#url}/api/auth/token`, { method: 'POST', body, headers })
      this.#token = ((await requireOk(answer).json()) as { access_token: string }).access_token
    }
    return this.#token
  }

  async home(): Promise<string> {
    const { home_folder_id } = await this.read<{ home_folder_id: string }>('/api/me')
    return home_folder_id
  }

  async createFolder(name: string, parent: string): Promise<string> {
    const content = { name, parent_id: parent, content_type: 'folder' }
    const response = await this.send('POST', '/api/assets', content)
    return ((await response.json()) as Listed).id
  }

  /** Loads the list of a folder, with the header that tells its position. */
  async list(folder: string): Promise<Response> {
    return requireOk(await this.#request('GET', `/api/assets?parent_id=${folder}&limit=500`))
  }

  async share(folder: string, name: string): Promise<void> {
    await this.send('PUT', `/api/assets/${folder}/access`, { user: name, role: 'viewer' })
  }

  async takeBack(folder: string, name: string): Promise<void> {
    await this.send('DELETE', `/api/assets/${folder}/access?user=${name}`)
  }

  async read<T>(path: string): Promise<T> {
    return JSON.parse(await this.readText(path)) as T
  }

  async readText(path: string): Promise<string> {
    return requireOk(await this.#request('GET', path)).text()
  }

  async send(method: string, path: string, content?: unknown): Promise<Response> {
    return requireOk(await this.#request(method, path, content))
  }

  async #request(method: string, path: string, content?: unknown): Promise<Response> {
    const token = await this.token()
    const response = await this.#fetch(method, path, content, token)
    if (response.status !== 401) return response
    return this.#fetch(method, path, content, await this.token(token))
  }

  #fetch(method: string, path: string, content: unknown, token: string): Promise<Response> {
    return fetch(this.#url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(content !== undefined && { body: JSON.stringify(content) }),
    })
  }
}

function requireOk(response: Response): Response {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`)
  return response
}
