/** Which nodes there are and what depends on what; without cycles. */
export interface DirectedGraph {
  readonly nodes: readonly { readonly id: string }[]
  readonly edges: readonly Edge[]
}

export interface Edge {
  readonly id: string
  readonly source: string
  readonly target: string
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** The way on which the layers follow each other. */
export type Direction = 'right' | 'down'

/** Size of every node, and what is left free around it. */
export interface Metrics {
  readonly width: number
  readonly height: number
  readonly layerGap: number
  readonly gap: number
}

/** Where everything is: nodes by their upper left corner, edges by the points that they go through. */
export interface Layout {
  readonly nodes: ReadonlyMap<string, Point>
  readonly edges: readonly { readonly edge: Edge; readonly points: readonly Point[] }[]
  readonly width: number
  readonly height: number
}

/** A node, or the place where an edge goes through a layer. */
interface Cell {
  readonly id: string
  readonly layer: number
  readonly breadth: number
  readonly before: Cell[]
  readonly after: Cell[]
  /** Its middle, across the direction. */
  at: number
}

const SWEEPS = 8

const LANE = 10

/**
 * Puts the nodes of a graph into layers, each behind all that it depends on, after Sugiyama: an edge that skips layers
 * has a place of its own in each, so that it goes around nodes.
 */
export function layOut(graph: DirectedGraph, direction: Direction, metrics: Metrics): Layout {
  const isRight = direction === 'right'
  const breadth = isRight ? metrics.height : metrics.width
  const depth = isRight ? metrics.width : metrics.height
  const ids = new Set(graph.nodes.map(({ id }) => id))
  const edges = graph.edges.filter(({ source, target }) => ids.has(source) && ids.has(target))
  const cells = new Map<string, Cell>()
  for (const [id, layer] of layersOf([...ids], edges)) cells.set(id, newCell(id, layer, breadth))
  const routes = edges.map((edge) => ({ edge, cells: route(edge, cells) }))
  const layers = collect([...cells.values(), ...routes.flatMap((one) => one.cells.slice(1, -1))])
  order(layers)
  place(layers, metrics.gap)

  const pitch = depth + metrics.layerGap
  const toPoint = (along: number, across: number): Point =>
    isRight ? { x: along, y: across } : { x: across, y: along }
  const all = layers.flat()
  const extent = Math.max(0, ...all.map((cell) => cell.at + cell.breadth / 2))
  const length = Math.max(0, layers.length * pitch - metrics.layerGap)
  return {
    nodes: new Map(
      [...cells.values()].map((cell) => [
        cell.id,
        toPoint(cell.layer * pitch, cell.at - breadth / 2),
      ]),
    ),
    edges: routes.map(({ edge, cells: [first, ...rest] }) => ({
      edge,
      points: first === undefined ? [] : pointsOf(first, rest, depth, pitch, toPoint),
    })),
    width: isRight ? length : extent,
    height: isRight ? extent : length,
  }
}

function newCell(id: string, layer: number, breadth: number): Cell {
  return { id, layer, breadth, before: [], after: [], at: 0 }
}

/** Gives each node the layer right behind the last one that it depends on. */
function layersOf(ids: readonly string[], edges: readonly Edge[]): ReadonlyMap<string, number> {
  const layers = new Map(ids.map((id) => [id, 0]))
  const awaited = new Map(ids.map((id) => [id, 0]))
  for (const { target } of edges) awaited.set(target, (awaited.get(target) ?? 0) + 1)
  const ready = ids.filter((id) => awaited.get(id) === 0)
  for (const id of ready) {
    for (const { target } of edges.filter(({ source }) => source === id)) {
      layers.set(target, Math.max(layers.get(target) ?? 0, (layers.get(id) ?? 0) + 1))
      const left = (awaited.get(target) ?? 0) - 1
      awaited.set(target, left)
      if (left === 0) ready.push(target)
    }
  }
  return layers
}

/** Links the ends of an edge through a cell in each layer between them. */
function route(edge: Edge, cells: ReadonlyMap<string, Cell>): readonly Cell[] {
  const source = cells.get(edge.source)
  const target = cells.get(edge.target)
  if (source === undefined || target === undefined) return []
  const way = [source]
  for (let layer = source.layer + 1; layer < target.layer; layer++) {
    way.push(newCell(`${edge.id}/${layer}`, layer, LANE))
  }
  way.push(target)
  way.slice(1).forEach((cell, index) => {
    const previous = way[index]
    previous?.after.push(cell)
    if (previous) cell.before.push(previous)
  })
  return way
}

function collect(cells: readonly Cell[]): Cell[][] {
  const layers: Cell[][] = []
  for (const cell of cells) (layers[cell.layer] ??= []).push(cell)
  return layers
}

/** Moves cells next to those that they are linked to, to and fro, which takes most crossings away. */
function order(layers: Cell[][]): void {
  for (const layer of layers) number(layer)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForth = sweep % 2 === 0
    for (const layer of isForth ? layers : layers.toReversed()) {
      const wishes = new Map(layer.map((cell) => [cell, wishOf(cell, isForth)]))
      layer.sort((one, other) => (wishes.get(one) ?? 0) - (wishes.get(other) ?? 0))
      number(layer)
    }
  }
}

function number(layer: readonly Cell[]): void {
  layer.forEach((cell, index) => {
    cell.at = index
  })
}

/** Where a cell would be if it were alone: in the middle of those that it is linked to. */
function wishOf(cell: Cell, isForth: boolean): number {
  const linked = isForth ? cell.before : cell.after
  if (linked.length === 0) return cell.at
  return linked.reduce((sum, { at }) => sum + at, 0) / linked.length
}

/** Gives each cell its place, as near to those that it is linked to as the others of its layer allow. */
function place(layers: readonly Cell[][], gap: number): void {
  for (const layer of layers) spread(layer, new Map(layer.map((cell) => [cell, 0])), gap)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForth = sweep % 2 === 0
    for (const layer of isForth ? layers : layers.toReversed()) {
      spread(layer, new Map(layer.map((cell) => [cell, wishOf(cell, isForth)])), gap)
    }
  }
  const least = Math.min(...layers.flat().map((cell) => cell.at - cell.breadth / 2))
  for (const cell of layers.flat()) cell.at -= least
}

interface Block {
  readonly cells: Cell[]
  sum: number
}

/**
 * Places the cells of a layer in their order and apart, with the least squares of distances to where each wants to be.
 *
 * Without the distances between them that is an isotonic regression, which pooling adjacent violators solves.
 */
function spread(layer: readonly Cell[], wishes: ReadonlyMap<Cell, number>, gap: number): void {
  const offsets = new Map<Cell, number>()
  let offset = 0
  layer.forEach((cell, index) => {
    const previous = layer[index - 1]
    if (previous) offset += (previous.breadth + cell.breadth) / 2 + gap
    offsets.set(cell, offset)
  })
  const blocks: Block[] = []
  for (const cell of layer) {
    let block: Block = { cells: [cell], sum: (wishes.get(cell) ?? 0) - (offsets.get(cell) ?? 0) }
    for (let last = blocks.at(-1); last && meanOf(last) > meanOf(block); last = blocks.at(-1)) {
      blocks.pop()
      block = { cells: [...last.cells, ...block.cells], sum: last.sum + block.sum }
    }
    blocks.push(block)
  }
  for (const block of blocks) {
    for (const cell of block.cells) cell.at = meanOf(block) + (offsets.get(cell) ?? 0)
  }
}

function meanOf({ sum, cells }: Block): number {
  return sum / cells.length
}

/** From the edge of the source to the edge of the target, straight through the layers in between. */
function pointsOf(
  source: Cell,
  rest: readonly Cell[],
  depth: number,
  pitch: number,
  toPoint: (along: number, across: number) => Point,
): readonly Point[] {
  const through = rest
    .slice(0, -1)
    .flatMap(({ layer, at }) => [toPoint(layer * pitch, at), toPoint(layer * pitch + depth, at)])
  const target = rest.at(-1)
  return [
    toPoint(source.layer * pitch + depth, source.at),
    ...through,
    ...(target ? [toPoint(target.layer * pitch, target.at)] : []),
  ]
}
