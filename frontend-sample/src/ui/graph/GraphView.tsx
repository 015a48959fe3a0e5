import { useEffect, useId, useMemo, useRef, useState, type JSX, type RefObject } from 'react'
import { Icon, type IconName } from '../Icon'
import {
  layOut,
  type Direction,
  type DirectedGraph,
  type Edge,
  type Layout,
  type Metrics,
  type Point,
} from './layout'
import './graph.css'

type StepStatus = 'pending' | 'running' | 'completed' | 'failed' | 'cancelled'

/** What is shown of a node. */
export interface Step {
  readonly id: string
  readonly name: string
  /** What there is to say besides, such as its status. */
  readonly detail: string
  /** Absent where nothing runs. */
  readonly status?: StepStatus
  /** How much of it is done, from 0 to 1. */
  readonly share?: number | undefined
}

export interface GraphViewProps {
  readonly label: string
  readonly edges: readonly Edge[]
  readonly steps: readonly Step[]
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
}

const METRICS: Readonly<Record<Direction, Metrics>> = {
  right: { width: 184, height: 58, layerGap: 52, gap: 18 },
  down: { width: 150, height: 58, layerGap: 40, gap: 14 },
}

/** Room for outlines and arrow heads. */
const MARGIN = 6

const ICONS: Readonly<Record<StepStatus, IconName>> = {
  pending: 'list',
  running: 'activity',
  completed: 'check',
  failed: 'alert',
  cancelled: 'close',
}

/** A graph whose nodes are buttons. What can be seen of a node is said of it too. */
export function GraphView({
  label,
  edges,
  steps,
  selected,
  onSelect,
}: GraphViewProps): JSX.Element {
  const frame = useRef<HTMLDivElement>(null)
  const room = useWidth(frame)
  const wide = useLayout(steps, edges, 'right')
  const high = useLayout(steps, edges, 'down')
  const direction: Direction = wide.width + 2 * MARGIN > room ? 'down' : 'right'
  const layout = direction === 'down' ? high : wide
  const byId = new Map(steps.map((step) => [step.id, step]))
  const arrow = useId()
  return (
    <div ref={frame} className="graph">
      <svg
        role="group"
        aria-label={label}
        width={layout.width + 2 * MARGIN}
        height={layout.height + 2 * MARGIN}
        viewBox={[-MARGIN, -MARGIN, layout.width + 2 * MARGIN, layout.height + 2 * MARGIN].join(
          ' ',
        )}
      >
        <defs>
          <marker
            id={arrow}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path className="graph__arrow" d="M0 0.5 7.5 4 0 7.5Z" />
          </marker>
        </defs>
        {layout.edges.map(({ edge, points }) => (
          <path
            key={edge.id}
            className={`graph__edge graph__edge--${stateOf(edge, byId)}`}
            d={pathOf(points, direction)}
            markerEnd={`url(#${arrow})`}
          />
        ))}
        {steps.map((step) => (
          <StepNode
            key={step.id}
            step={step}
            at={layout.nodes.get(step.id) ?? { x: 0, y: 0 }}
            metrics={METRICS[direction]}
            isSelected={step.id === selected}
            onSelect={onSelect}
          />
        ))}
      </svg>
    </div>
  )
}

interface StepNodeProps {
  readonly step: Step
  readonly at: Point
  readonly metrics: Metrics
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
}

function StepNode({ step, at, metrics, isSelected, onSelect }: StepNodeProps): JSX.Element {
  const { id, name, detail, status = 'pending', share } = step
  const { width, height } = metrics
  return (
    <g
      className={`graph__node graph__node--${status}`}
      transform={`translate(${at.x} ${at.y})`}
      role="button"
      tabIndex={0}
      aria-label={`${name}, ${detail}`}
      aria-pressed={isSelected}
      data-node-id={id}
      onClick={() => {
        onSelect(id)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onSelect(id)
      }}
    >
      <rect className="graph__box" width={width} height={height} rx="10" />
      <foreignObject width={width} height={height}>
        <div className="graph__label">
          <span className="graph__icon">
            <Icon name={step.status ? ICONS[step.status] : 'code'} size={16} />
          </span>
          <span className="graph__text">
            <strong className="truncate">{name}</strong>
            <span className="muted truncate">{detail}</span>
          </span>
        </div>
      </foreignObject>
      {share !== undefined && (
        <rect
          className="graph__share"
          x="10"
          y={height - 7}
          height="3"
          rx="1.5"
          width={Math.max(0, Math.min(1, share)) * (width - 20)}
        />
      )}
    </g>
  )
}

/** The layout, computed anew only when the nodes or the edges are others. */
function useLayout(steps: readonly Step[], edges: readonly Edge[], direction: Direction): Layout {
  const key = JSON.stringify({ nodes: steps.map(({ id }) => ({ id })), edges })
  return useMemo(
    () => layOut(JSON.parse(key) as DirectedGraph, direction, METRICS[direction]),
    [key, direction],
  )
}

/** How wide the content of an element can be, kept current. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Infinity)
  useEffect(() => {
    if (element.current === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(entry.contentRect.width)
    })
    observer.observe(element.current)
    return () => {
      observer.disconnect()
    }
  }, [element])
  return width
}

function stateOf({ source, target }: Edge, steps: ReadonlyMap<string, Step>): string {
  if (steps.get(source)?.status !== 'completed') return 'waiting'
  return steps.get(target)?.status === 'running' ? 'flowing' : 'sent'
}

/** Curves from layer to layer, and goes straight through each. */
function pathOf(points: readonly Point[], direction: Direction): string {
  return points
    .map((point, index) => {
      const from = points[index - 1]
      if (from === undefined) return `M${point.x} ${point.y}`
      if (index % 2 === 0) return `L${point.x} ${point.y}`
      const middle = direction === 'right' ? (from.x + point.x) / 2 : (from.y + point.y) / 2
      return direction === 'right'
        ? `C${middle} ${from.y} ${middle} ${point.y} ${point.x} ${point.y}`
        : `C${from.x} ${middle} ${point.x} ${middle} ${point.x} ${point.y}`
    })
    .join('')
}
