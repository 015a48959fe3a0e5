import type { JSX } from 'react'
import { formatCount } from '../../ui/format'
import type { StatusCount } from './dashboard'

const WIDTH = 300
const GAP = 2

/** Numbers as parts of a bar, and in words below it. */
export function StatusBar({ counts }: { counts: readonly StatusCount[] }): JSX.Element {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const startOf = (index: number): number =>
    (counts.slice(0, index).reduce((sum, { count }) => sum + count, 0) / total) * WIDTH
  return (
    <div className="status-bar">
      <svg
        className="status-bar__parts"
        viewBox={`0 0 ${WIDTH} 10`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {counts.map(({ status }, index) => (
          <rect
            key={status}
            className={`status--${status}`}
            x={startOf(index)}
            width={Math.max(GAP, startOf(index + 1) - startOf(index) - GAP)}
            height="10"
          />
        ))}
      </svg>
      <ul className="status-bar__legend">
        {counts.map(({ status, count }) => (
          <li key={status}>
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
              <rect className={`status--${status}`} width="10" height="10" rx="3" />
            </svg>
            {formatCount(count)} {status}
          </li>
        ))}
      </ul>
    </div>
  )
}
