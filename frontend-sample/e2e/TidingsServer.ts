import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

// A start takes seconds; the rest is for machines with other things to do.
const READY_WITHIN = 150_000

/** A Tidings server as a process of its own, with data that outlive it. */
export class TidingsServer {
  readonly port: number
  readonly #folder: string
  readonly #settings: readonly string[]
  #process: ChildProcess | undefined

  private constructor(port: number, folder: string, settings: readonly string[]) {
    this.port = port
    this.#folder = folder
    this.#settings = settings
  }

  /**
   * Finds a free port and a new folder; starts nothing yet.
   *
   * @param settings each as `name=value`
   */
  static async create(...settings: readonly string[]): Promise<TidingsServer> {
    const folder = await mkdtemp(join(tmpdir(), 'tidings-e2e-'))
    return new TidingsServer(await freePort(), folder, settings)
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** Starts the server on its port and data, and waits until it is ready. */
  async start(): Promise<void> {
    const log = createWriteStream(join(this.#folder, 'server.log'), { flags: 'a' })
    await once(log, 'open')
    const child = spawn(
      process.env.JAVA ?? 'java',
      [
        // It runs for a minute and starts several times.
        '-XX:TieredStopAtLevel=1',
        '-jar',
        requireEnvironment('TIDINGS_JAR'),
        `--server.port=${this.port}`,
        `--tidings.storage.location=${join(this.#folder, 'data')}`,
        ...this.#settings.map((setting) => `--${setting}`),
      ],
      { cwd: this.#folder, stdio: ['ignore', log, log] },
    )
    this.#process = child
    await this.#untilReady(child)
  }

  /** Ends the process without giving it time for anything. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Has the process end its sessions one after the other, as at a new version, and waits until it is gone. */
  async drain(): Promise<void> {
    await this.#end('SIGTERM')
  }

  async dispose(): Promise<void> {
    await this.kill()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#process
    this.#process = undefined
    if (child?.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + READY_WITHIN
    while (Date.now() < deadline) {
      if (child.exitCode !== null) {
        throw new Error(
          `The server ended with code ${child.exitCode}. See ${this.#folder}/server.log`,
        )
      }
      if (await isReady(this.url)) return
      await sleep(100)
    }
    throw new Error(
      `The server was not ready within ${READY_WITHIN} ms. See ${this.#folder}/server.log`,
    )
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/actuator/health`)).ok
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** @throws Error when it is not set: the tests cannot do without */
export function requireEnvironment(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') {
    throw new Error(`Expected '${name}' in the environment. See README.md`)
  }
  return value
}
