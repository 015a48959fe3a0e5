import { z } from 'zod'

const fieldErrorSchema = z.object({
  field: z.string().optional(),
  rule: z.string().optional(),
  message: z.string().optional(),
})

const problemSchema = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(fieldErrorSchema).optional(),
})

/** A request that the server refused, with what its problem details say. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly title: string
  readonly fieldErrors: readonly string[]

  constructor(status: number, title: string, detail: string, fieldErrors: readonly string[] = []) {
    super(detail === '' ? title : detail)
    this.status = status
    this.title = title
    this.fieldErrors = fieldErrors
  }

  /** Whether trying again, unchanged, may help. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

/** Reads problem details; a body that is something else leaves a text made of the status. */
export function parseProblem(status: number, body: string): Problem {
  const parsed = problemSchema.safeParse(parseJson(body))
  const { title, detail = '', errors = [] } = parsed.success ? parsed.data : {}
  const fieldErrors = errors
    .map(({ field, rule, message }) => [field, message ?? rule].filter(Boolean).join(': '))
    .filter((text) => text !== '' && text !== detail)
  return new Problem(status, title ?? titleOf(status), detail, fieldErrors)
}

export function unreachable(): Problem {
  return new Problem(0, 'Server not reachable', 'The server did not answer. Try again in a moment.')
}

function titleOf(status: number): string {
  if (status === 413) return 'The file is too large'
  return status >= 500 ? 'The server has a problem' : `The request was refused (${status})`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
