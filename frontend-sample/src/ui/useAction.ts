import { useState } from 'react'
import { useTidingsClient } from 'tidings-react'
import { notifyError } from './notify'

/** What a card lets its user do, one thing at a time. */
export interface Action {
  readonly isBusy: boolean
  /** Does the work, and tells the user that it `failed` if it did. */
  readonly run: (work: () => Promise<void>, failed: string) => void
}

export function useAction(): Action {
  const client = useTidingsClient()
  const [isBusy, setBusy] = useState(false)
  const run = async (work: () => Promise<void>, failed: string): Promise<void> => {
    setBusy(true)
    try {
      await work()
      client.refresh()
    } catch (error) {
      notifyError(failed, error)
    }
    setBusy(false)
  }
  return { isBusy, run: (work, failed) => void run(work, failed) }
}
