import { z } from 'zod'

export const notificationSchema = z.object({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  about: z.object({ type: z.string(), id: z.string() }),
  read: z.boolean(),
  created_at: z.string(),
})

export type Notification = Readonly<z.infer<typeof notificationSchema>>
