import { expect, type Browser, type Locator, type Page } from '@playwright/test'

export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
}

/** Somebody with a browser of their own, signed in. */
export class Person {
  readonly page: Page
  readonly #requests: RecordedRequest[] = []
  readonly #errors: string[] = []
  #isSocketBlocked = false

  private constructor(page: Page) {
    this.page = page
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url())
      this.#requests.push({ method: request.method(), path: pathname, query: searchParams })
    })
    page.on('pageerror', (error) => {
      this.#errors.push(error.message)
    })
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) this.#errors.push(message.text())
    })
  }

  static async signIn(browser: Browser, url: string, name: string): Promise<Person> {
    const person = await Person.#open(browser)
    await person.#enter(url, name)
    await person.expectLive()
    return person
  }

  /** Signs in where WebSockets are blocked, as some networks do, until `unblockSocket`. */
  static async signInWithoutSocket(browser: Browser, url: string, name: string): Promise<Person> {
    const person = await Person.#open(browser)
    person.#isSocketBlocked = true
    await person.#giveUpWorkers()
    await person.page.routeWebSocket(/\/ws$/, (socket) => {
      if (person.#isSocketBlocked) void socket.close({ code: 1011 })
      else socket.connectToServer()
    })
    await person.#enter(url, name)
    return person
  }

  /** Signs in where the page has the socket, so that it is cut off with the page's network. */
  static async signInWithoutWorker(browser: Browser, url: string, name: string): Promise<Person> {
    const person = await Person.#open(browser)
    await person.#giveUpWorkers()
    await person.#enter(url, name)
    await person.expectLive()
    return person
  }

  /** Another tab in the same browser, signed in like this one. */
  async openTab(url: string, name: string): Promise<Person> {
    const tab = new Person(await this.page.context().newPage())
    await tab.#enter(url, name)
    await tab.expectLive()
    return tab
  }

  static async #open(browser: Browser): Promise<Person> {
    return new Person(await (await browser.newContext()).newPage())
  }

  /** Errors of scripts, and what the content security policy kept from running. */
  get errors(): readonly string[] {
    return this.#errors
  }

  /** Loads of a folder's list or of the list of shared folders since `forgetRequests`. */
  get listLoads(): readonly RecordedRequest[] {
    return this.loadsOf('/api/assets')
  }

  /** Loads of a path since `forgetRequests`. */
  loadsOf(path: string): readonly RecordedRequest[] {
    return this.#requests.filter((request) => request.method === 'GET' && request.path === path)
  }

  get badge(): Locator {
    return this.page.getByRole('status', { name: /^Connection:/ })
  }

  unblockSocket(): void {
    this.#isSocketBlocked = false
  }

  forgetRequests(): void {
    this.#requests.length = 0
  }

  row(name: string): Locator {
    return this.page.getByRole('row').filter({ hasText: name })
  }

  async expectLive(timeout = 10_000): Promise<void> {
    await expect(this.badge).toHaveText('Live updates', { timeout })
  }

  async createFolder(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New folder' }).click()
    await this.page.getByLabel('Name', { exact: true }).fill(name)
    await this.page.getByRole('button', { name: 'Create' }).click()
    await expect(this.row(name)).toBeVisible()
  }

  async openFolder(name: string): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).click()
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible()
  }

  async upload(name: string, content: string | Buffer): Promise<void> {
    await this.page.locator('input[type=file]').setInputFiles({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(content),
    })
  }

  async choose(row: string, action: string): Promise<void> {
    await this.page.getByRole('button', { name: `Actions for ${row}` }).click()
    await this.page.getByRole('menuitem', { name: action }).click()
  }

  async share(folder: string, name: string, role: 'Can view' | 'Can edit'): Promise<void> {
    await this.choose(folder, 'Share…')
    await this.page.getByLabel('Person').fill(name)
    await this.page.getByLabel('Role', { exact: true }).selectOption(role)
    await this.page.getByRole('button', { name: 'Share', exact: true }).click()
    await expect(this.page.getByLabel(`Role of ${name}`)).toBeVisible()
    await this.page.getByRole('button', { name: 'Done' }).click()
  }

  async leave(): Promise<void> {
    await this.page.context().close()
  }

  /** The socket of a SharedWorker is out of reach from here; without one it is the page's. */
  async #giveUpWorkers(): Promise<void> {
    await this.page.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'SharedWorker')
    })
  }

  async #enter(url: string, name: string): Promise<void> {
    await this.page.goto(url)
    await this.page.getByRole('button', { name: `Continue as ${name}` }).click()
    await expect(this.page.getByRole('heading', { name: 'My files' })).toBeVisible()
  }
}
