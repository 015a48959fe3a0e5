import type { TypedMessage } from 'tidings-client'
import { downloadSchema, type Download } from './download'

/** How much the newest measurement counts. */
const WEIGHT = 0.3

/** Puts a `model_download_update` into the list, newest first, and measures how fast the download is. */
export function applyMessageToDownloads(
  list: readonly Download[],
  message: TypedMessage,
): readonly Download[] | undefined {
  if (message.type !== 'model_download_update') return undefined
  const next = downloadSchema.parse(message)
  const known = list.find(({ id }) => id === next.id)
  if (known === undefined) return [next, ...list]
  // Progress is sent without a promise: it may come before an entry that it follows.
  if (next.version <= known.version) return list
  const measured = { ...next, speed: speedOf(known, next) }
  return list.map((one) => (one.id === next.id ? measured : one))
}

/** Bytes per second, smoothed; unknown right after a start, and when it begins again. */
function speedOf(known: Download, next: Download): number | undefined {
  if (known.status !== 'running' || next.status !== 'running') return undefined
  const seconds = (Date.parse(next.updated_at) - Date.parse(known.updated_at)) / 1000
  const bytes = next.downloaded_bytes - known.downloaded_bytes
  if (seconds <= 0 || bytes < 0) return undefined
  const measured = bytes / seconds
  return known.speed === undefined ? measured : (1 - WEIGHT) * known.speed + WEIGHT * measured
}
