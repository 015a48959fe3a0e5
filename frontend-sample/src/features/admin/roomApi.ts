import { z } from 'zod'
import { request } from '../../api/http'

const roomsSchema = z.object({ active_rooms: z.array(z.string()), total_rooms: z.number() })
const statsSchema = z.object({ total_connections: z.number() })

export interface Rooms {
  /** The first destinations, in order. */
  readonly destinations: readonly string[]
  readonly total: number
  readonly sessions: number
}

export async function fetchRooms(signal: AbortSignal): Promise<Rooms> {
  const [rooms, stats] = await Promise.all([
    request('/api/v1/ws/rooms', { signal }),
    request('/api/v1/ws/stats', { signal }),
  ])
  const { active_rooms: destinations, total_rooms: total } = roomsSchema.parse(await rooms.json())
  const { total_connections: sessions } = statsSchema.parse(await stats.json())
  return { destinations, total, sessions }
}
