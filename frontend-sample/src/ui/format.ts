const UNITS = ['B', 'KB', 'MB', 'GB', 'TB']

export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit] ?? ''}`
}

const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const DAY_OF_YEAR = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })

/** The shortest text that still tells the moment apart: a time today, a day this year, else a date. */
export function formatMoment(iso: string, now = new Date()): string {
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return '–'
  if (moment.toDateString() === now.toDateString()) return TIME.format(moment)
  return (moment.getFullYear() === now.getFullYear() ? DAY : DAY_OF_YEAR).format(moment)
}

/** A time of day. */
export function formatTime(milliseconds: number): string {
  return TIME.format(milliseconds)
}

export function formatFullMoment(iso: string): string {
  const moment = new Date(iso)
  return Number.isNaN(moment.getTime()) ? '' : FULL.format(moment)
}

export function formatCount(count: number): string {
  return count.toLocaleString(undefined, { maximumFractionDigits: 0 })
}

/** Milliseconds, or a dash where nothing was measured yet. */
export function formatMilliseconds(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '–' : `${formatCount(milliseconds)} ms`
}

/** A share of 1, as a percentage. */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)} %`
}
