import { describe, expect, it } from 'vitest'
import { layOut, type Direction, type DirectedGraph, type Layout, type Metrics } from './layout'

const METRICS: Metrics = { width: 180, height: 56, layerGap: 60, gap: 20 }

const SEEDS = Array.from({ length: 150 }, (_, index) => index + 1)

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A graph without cycles, with its nodes in any order. */
function randomGraph(seed: number): DirectedGraph {
  const random = randomOf(seed)
  const size = 1 + Math.floor(random() * 24)
  const density = random() * 0.4
  const ids = Array.from({ length: size }, (_, index) => `n${index}`)
  const edges = ids.flatMap((source, index) =>
    ids
      .slice(index + 1)
      .filter(() => random() < density)
      .map((target) => ({ id: `${source}-${target}`, source, target })),
  )
  const nodes = ids
    .map((id) => ({ id, key: random() }))
    .sort((one, other) => one.key - other.key)
    .map(({ id }) => ({ id }))
  return { nodes, edges }
}

const along = (direction: Direction, { x, y }: { x: number; y: number }): number =>
  direction === 'right' ? x : y

const size = (direction: Direction): number =>
  direction === 'right' ? METRICS.width : METRICS.height

function overlapsOf({ nodes }: Layout): readonly string[] {
  const all = [...nodes]
  return all.flatMap(([id, one], index) =>
    all
      .slice(index + 1)
      .filter(
        ([, other]) =>
          Math.abs(one.x - other.x) < METRICS.width && Math.abs(one.y - other.y) < METRICS.height,
      )
      .map(([otherId]) => `${id} and ${otherId}`),
  )
}

function nodesCrossedBy({ nodes, edges }: Layout): readonly string[] {
  return edges.flatMap(({ edge, points }) =>
    points.flatMap(({ x, y }) =>
      [...nodes]
        .filter(
          ([, at]) => x > at.x && x < at.x + METRICS.width && y > at.y && y < at.y + METRICS.height,
        )
        .map(([id]) => `${edge.id} through ${id}`),
    ),
  )
}

describe.each<Direction>(['right', 'down'])('to the %s', (direction) => {
  it('lets no two nodes overlap', () => {
    for (const seed of SEEDS) {
      expect(overlapsOf(layOut(randomGraph(seed), direction, METRICS)), `seed ${seed}`).toEqual([])
    }
  })

  it('puts every node behind those that it depends on', () => {
    for (const seed of SEEDS) {
      const graph = randomGraph(seed)
      const { nodes } = layOut(graph, direction, METRICS)
      const backwards = graph.edges.filter(({ source, target }) => {
        const from = nodes.get(source) ?? { x: NaN, y: NaN }
        const to = nodes.get(target) ?? { x: NaN, y: NaN }
        return !(along(direction, to) >= along(direction, from) + size(direction))
      })
      expect(backwards, `seed ${seed}`).toEqual([])
    }
  })

  it('leads edges one way, from node to node, and through none between them', () => {
    for (const seed of SEEDS) {
      const graph = randomGraph(seed)
      const layout = layOut(graph, direction, METRICS)
      expect(layout.edges.map(({ edge }) => edge)).toEqual(graph.edges)
      for (const { points } of layout.edges) {
        const steps = points.map((point) => along(direction, point))
        expect(steps, `seed ${seed}`).toEqual(steps.toSorted((one, other) => one - other))
        expect(points.length % 2, `seed ${seed}`).toBe(0)
      }
      expect(nodesCrossedBy(layout), `seed ${seed}`).toEqual([])
    }
  })

  it('keeps everything within its size', () => {
    for (const seed of SEEDS) {
      const layout = layOut(randomGraph(seed), direction, METRICS)
      for (const { x, y } of layout.nodes.values()) {
        expect(Math.min(x, y), `seed ${seed}`).toBeGreaterThanOrEqual(-1e-6)
        expect(x + METRICS.width, `seed ${seed}`).toBeLessThanOrEqual(layout.width + 1e-6)
        expect(y + METRICS.height, `seed ${seed}`).toBeLessThanOrEqual(layout.height + 1e-6)
      }
    }
  })
})

it('puts a diamond into three layers, with its sides in the middle of one', () => {
  const { nodes, width, height } = layOut(
    {
      nodes: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }],
      edges: [
        { id: '1', source: 'a', target: 'b' },
        { id: '2', source: 'a', target: 'c' },
        { id: '3', source: 'b', target: 'd' },
        { id: '4', source: 'c', target: 'd' },
      ],
    },
    'right',
    METRICS,
  )

  expect(Object.fromEntries(nodes)).toEqual({
    a: { x: 0, y: 38 },
    b: { x: 240, y: 0 },
    c: { x: 240, y: 76 },
    d: { x: 480, y: 38 },
  })
  expect([width, height]).toEqual([660, 132])
})

it('leads an edge that skips a layer around the node in it', () => {
  const { nodes, edges } = layOut(
    {
      nodes: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      edges: [
        { id: '1', source: 'a', target: 'b' },
        { id: '2', source: 'b', target: 'c' },
        { id: '3', source: 'a', target: 'c' },
      ],
    },
    'right',
    METRICS,
  )

  const top = nodes.get('b')?.y ?? NaN
  const passing = edges.find(({ edge }) => edge.id === '3')?.points.slice(1, -1) ?? []
  expect(passing).toHaveLength(2)
  for (const { y } of passing) expect(y < top || y > top + METRICS.height).toBe(true)
})

it('has no size without nodes', () => {
  expect(layOut({ nodes: [], edges: [] }, 'right', METRICS)).toMatchObject({ width: 0, height: 0 })
})
