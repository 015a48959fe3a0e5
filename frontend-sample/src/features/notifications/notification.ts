import { z } from 'zod'

export const notificationSchema = z.object({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  about: z.object({ type: z.string(), id: z.string() }),
  read: z.boolean(),
  created_at: z.string(),
  /** Not from the server: whether a write of this page is on its way. */
  isPending: z.boolean().optional(),
})

export type Notification = Readonly<z.infer<typeof notificationSchema>>
