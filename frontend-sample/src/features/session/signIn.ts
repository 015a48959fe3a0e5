import { z } from 'zod'
import { request } from '../../api/http'
import { Problem } from '../../api/problem'
import { startSession } from '../../api/session'

const tokenSchema = z.object({ access_token: z.string().min(1) })

/** @throws Problem when name and password do not match, or the server does not answer */
export async function signIn(username: string, password: string): Promise<void> {
  const response = await request('/api/auth/token', {
    method: 'POST',
    json: { username, password },
  }).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 401) {
      throw new Problem(401, 'Not signed in', 'Name and password do not match.')
    }
    throw error
  })
  const { access_token: token } = tokenSchema.parse(await response.json())
  startSession({ token, username, authority: 'server' })
}
