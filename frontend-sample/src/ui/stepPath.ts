/** A value that lasts until the next one. */
export interface Point {
  readonly at: number
  readonly value: number
}

export interface ChartArea {
  readonly from: number
  readonly to: number
  /** The value at the upper edge. */
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The outline of a series, in steps from its first point to the end. */
export function stepPath(points: readonly Point[], area: ChartArea): string {
  const { from, to, top, width, height } = area
  const x = (at: number): number => round(((at - from) / (to - from)) * width)
  const y = (value: number): number => round(height - (Math.min(value, top) / top) * height)
  return points
    .map(({ at, value }, index) => {
      const end = points[index + 1]?.at ?? to
      return `${index === 0 ? 'M' : 'L'}${x(at)} ${y(value)}H${x(end)}`
    })
    .join('')
}

/** The upper edge for some values: the next of 1, 2 or 5 times a power of ten. */
export function niceTop(values: readonly number[]): number {
  const most = Math.max(...values)
  if (!(most > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(most))
  return power * (STEPS.find((step) => step * power >= most) ?? 10)
}

const STEPS = [1, 2, 5, 10]

function round(value: number): number {
  return Math.round(value * 10) / 10
}
