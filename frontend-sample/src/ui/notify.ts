import { MutableStore } from 'tidings-client'
import { Problem } from '../api/problem'

/** Something to tell the user, beside what the page shows. */
export interface Notice {
  readonly id: number
  readonly tone: 'info' | 'success' | 'error'
  readonly title: string
  readonly details: readonly string[]
}

const SHOWN_FOR = 6_000
const ERRORS_SHOWN_FOR = 12_000
const MOST = 4

let lastId = 0

export const noticeStore = new MutableStore<readonly Notice[]>([])

export function notify(tone: Notice['tone'], title: string, details: readonly string[] = []): void {
  const notice: Notice = { id: ++lastId, tone, title, details }
  noticeStore.set([...noticeStore.getSnapshot(), notice].slice(-MOST))
  setTimeout(
    () => {
      dismiss(notice.id)
    },
    tone === 'error' ? ERRORS_SHOWN_FOR : SHOWN_FOR,
  )
}

/** Tells what went wrong, in the server's words where it said something. */
export function notifyError(what: string, error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return
  // The sign-in page says it already.
  if (error instanceof Problem && error.status === 401) return
  notify('error', what, describeError(error))
}

export function describeError(error: unknown): readonly string[] {
  if (error instanceof Problem) return [error.message, ...error.fieldErrors]
  return [error instanceof Error ? error.message : String(error)]
}

export function dismiss(id: number): void {
  noticeStore.set(noticeStore.getSnapshot().filter((notice) => notice.id !== id))
}
