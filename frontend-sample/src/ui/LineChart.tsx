import type { JSX } from 'react'
import { niceTop, stepPath, type Point } from './stepPath'
import { useNow } from './useNow'

export interface LineChartProps {
  readonly label: string
  readonly points: readonly Point[]
  readonly format: (value: number) => string
  /** The value at the upper edge, where that is known. */
  readonly top?: number
}

const WIDTH = 300
const HEIGHT = 72
const SHORTEST = 60_000

/** How something has changed, with what it is at the moment. */
export function LineChart({ label, points, format, top }: LineChartProps): JSX.Element {
  const now = useNow(1_000)
  const values = points.map(({ value }) => value)
  const current = format(values.at(-1) ?? 0)
  const to = Math.max(now, points.at(-1)?.at ?? 0)
  const from = Math.min(points[0]?.at ?? to, to - SHORTEST)
  const edge = top ?? niceTop(values)
  const line = stepPath(points, { from, to, top: edge, width: WIDTH, height: HEIGHT })
  const range = `between ${format(Math.min(...values))} and ${format(Math.max(...values))}`
  return (
    <figure className="chart">
      <figcaption className="chart__caption">
        <span>{label}</span>
        <strong>{current}</strong>
      </figcaption>
      <svg
        className="chart__plot"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${current}, ${range} in the last ${span(to - from)}`}
      >
        <path className="chart__grid" d={`M0 0.5H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}`} />
        <path className="chart__line" d={line} />
      </svg>
      <div className="chart__axis" aria-hidden="true">
        <span>{span(to - from)} ago</span>
        <span>top: {format(edge)}</span>
        <span>now</span>
      </div>
    </figure>
  )
}

function span(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}
