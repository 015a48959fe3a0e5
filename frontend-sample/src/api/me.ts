import { z } from 'zod'
import { request } from './http'

const meSchema = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.string()).default([]),
  home_folder_id: z.string(),
})

export type Me = Readonly<z.infer<typeof meSchema>>

export async function fetchMe(signal: AbortSignal): Promise<Me> {
  return meSchema.parse(await (await request('/api/me', { signal })).json())
}
