import { useState } from 'react'
import { describeError } from './notify'

/** What a dialog does with its form: at most once at a time, and until the server has nothing against it. */
export interface Submission {
  readonly errors: readonly string[]
  readonly isBusy: boolean
  /** Does the work and closes the dialog, or tells what the server has against it. */
  readonly run: (work: () => Promise<void>) => void
}

export function useSubmission(onClose: () => void): Submission {
  const [errors, setErrors] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    try {
      await work()
      onClose()
    } catch (error) {
      setErrors(describeError(error))
      setBusy(false)
    }
  }
  return { errors, isBusy, run: (work) => void run(work) }
}
