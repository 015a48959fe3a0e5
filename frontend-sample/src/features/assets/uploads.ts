import { MutableStore, type Store } from 'tidings-client'
import { describeError } from '../../ui/notify'
import { uploadFile } from './assetApi'

export type UploadState =
  | { readonly status: 'waiting' }
  | { readonly status: 'sending'; readonly sent: number; readonly total: number }
  | { readonly status: 'done' }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly reasons: readonly string[] }

/** One file on its way to a folder. */
export interface Upload {
  readonly id: number
  readonly name: string
  readonly size: number
  readonly folderName: string
  readonly state: UploadState
}

interface Task {
  readonly id: number
  readonly file: File
  readonly folderId: string
  readonly abort: AbortController
}

const AT_ONCE = 2

/** Files waiting to be uploaded, a few of them under way, and how the rest went. */
export class Uploads {
  readonly #store = new MutableStore<readonly Upload[]>([])
  readonly #tasks = new Map<number, Task>()
  readonly #onDone: () => void
  #lastId = 0
  #running = 0

  constructor(onDone: () => void) {
    this.#onDone = onDone
  }

  get store(): Store<readonly Upload[]> {
    return this.#store
  }

  add(folder: { readonly id: string; readonly name: string }, files: readonly File[]): void {
    const added = files.map((file): Upload => {
      const id = ++this.#lastId
      this.#tasks.set(id, { id, file, folderId: folder.id, abort: new AbortController() })
      return {
        id,
        name: file.name,
        size: file.size,
        folderName: folder.name,
        state: { status: 'waiting' },
      }
    })
    this.#store.set([...added.reverse(), ...this.#store.getSnapshot()])
    this.#startNext()
  }

  cancel(id: number): void {
    this.#set(id, { status: 'cancelled' })
    this.#tasks.get(id)?.abort.abort()
    this.#tasks.delete(id)
  }

  cancelAll(): void {
    for (const id of [...this.#tasks.keys()]) this.cancel(id)
  }

  /** Takes uploads that have ended off the list. */
  clearEnded(): void {
    this.#store.set(this.#store.getSnapshot().filter(isUnderWay))
  }

  #startNext(): void {
    for (const upload of [...this.#store.getSnapshot()].reverse()) {
      if (this.#running >= AT_ONCE) return
      const task = this.#tasks.get(upload.id)
      if (task !== undefined && upload.state.status === 'waiting') void this.#run(task)
    }
  }

  async #run({ id, file, folderId, abort }: Task): Promise<void> {
    this.#running++
    this.#set(id, { status: 'sending', sent: 0, total: file.size })
    try {
      await uploadFile(folderId, file, {
        signal: abort.signal,
        onProgress: (sent, total) => {
          this.#set(id, { status: 'sending', sent, total })
        },
      })
      this.#set(id, { status: 'done' })
      this.#onDone()
    } catch (error) {
      if (!abort.signal.aborted) this.#set(id, { status: 'failed', reasons: describeError(error) })
    } finally {
      this.#tasks.delete(id)
      this.#running--
      this.#startNext()
    }
  }

  #set(id: number, state: UploadState): void {
    const uploads = this.#store.getSnapshot()
    this.#store.set(
      uploads.map((upload) =>
        upload.id === id && upload.state.status !== 'cancelled' ? { ...upload, state } : upload,
      ),
    )
  }
}

export function isUnderWay({ state }: Upload): boolean {
  return state.status === 'waiting' || state.status === 'sending'
}
