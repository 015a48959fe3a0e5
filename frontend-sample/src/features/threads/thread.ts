import { z } from 'zod'

export const threadSchema = z.object({
  id: z.string(),
  title: z.string(),
  author: z.string(),
  version: z.number(),
  updated_at: z.string(),
})

/** A thread of messages. */
export type Thread = Readonly<z.infer<typeof threadSchema>>

export const messageSchema = z.object({
  id: z.string(),
  author: z.string(),
  text: z.string(),
  version: z.number(),
  created_at: z.string(),
  /** Not from the server: whether it is on its way there. */
  isPending: z.boolean().optional(),
})

/** What somebody wrote in a thread. */
export type Message = Readonly<z.infer<typeof messageSchema>>
