import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { currentToken, startSession } from '../../api/session'
import { uploadFile } from './assetApi'

const { renewToken } = vi.hoisted(() => ({
  renewToken: vi.fn<() => Promise<string | undefined>>(),
}))
vi.mock('../../api/issuer', () => ({ renewToken }))

const NEVER = new AbortController().signal

let sent: (string | undefined)[]

/** A server that takes one token only. */
class FakeRequest extends EventTarget {
  readonly upload = new EventTarget()
  readonly responseText = ''
  status = 0
  #authorization: string | undefined

  open(): void {
    this.status = 0
  }

  setRequestHeader(name: string, value: string): void {
    if (name === 'Authorization') this.#authorization = value
  }

  send(): void {
    sent.push(this.#authorization)
    this.status = this.#authorization === 'Bearer newer' ? 201 : 401
    this.dispatchEvent(new Event('load'))
  }

  abort(): void {
    if (this.status === 0) this.dispatchEvent(new Event('abort'))
  }
}

const upload = (signal = NEVER): Promise<void> =>
  uploadFile('folder-1', new File(['x'], 'x.txt'), { signal, onProgress: vi.fn() })

beforeEach(() => {
  sent = []
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
  startSession({ token: 'older', username: 'ada', authority: 'issuer' })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

it('sends the file again with a newer token', async () => {
  renewToken.mockImplementation(() => {
    startSession({ token: 'newer', username: 'ada', authority: 'issuer' })
    return Promise.resolve('newer')
  })

  await upload()

  expect(sent).toEqual(['Bearer older', 'Bearer newer'])
  expect(currentToken()).toBe('newer')
})

it('ends the session when there is no newer token', async () => {
  renewToken.mockResolvedValue(undefined)

  await expect(upload()).rejects.toMatchObject({ status: 401 })

  expect(sent).toEqual(['Bearer older'])
  expect(currentToken()).toBeUndefined()
})

it('does not send again what was cancelled meanwhile', async () => {
  const abort = new AbortController()
  renewToken.mockImplementation(() => {
    startSession({ token: 'newer', username: 'ada', authority: 'issuer' })
    abort.abort()
    return Promise.resolve('newer')
  })

  await expect(upload(abort.signal)).rejects.toMatchObject({ name: 'AbortError' })

  expect(sent).toEqual(['Bearer older'])
})
