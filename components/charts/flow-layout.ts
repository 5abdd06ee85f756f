/** Where the bands of a flow between two columns lie; pure geometry, in pixels. */
import { sankey, sankeyLinkHorizontal } from 'd3-sankey'

export type FlowBand = { from: string; to: string; value: number }

type Node = { id: string; key: string; side: 'from' | 'to' }
type Link = FlowBand

export type FlowFrame = {
  width: number
  /** Room for words beside each column. */
  margin: number
  /** Room for the heads of the columns. */
  top: number
  /** Room between two bars of a column: enough for the words beside them. */
  gap: number
}

export type FlowBar = {
  key: string
  side: 'from' | 'to'
  value: number
  x: number
  y: number
  height: number
}
export type FlowPath = FlowBand & { path: string; width: number }
export type FlowLayout = { width: number; height: number; bars: FlowBar[]; paths: FlowPath[] }

export const barWidth = 8
/** All of what flows, so high together. */
const stream = 220

/**
 * Lays bands out between the column where they come from and the one where they go. Both columns have the same order: by
 * what passes there on both sides, the most on top, so that what stays runs straight.
 */
export function layOutFlow(bands: readonly FlowBand[], frame: FlowFrame): FlowLayout {
  if (bands.length === 0) return { width: frame.width, height: frame.top, bars: [], paths: [] }
  const passing = new Map<string, number>()
  for (const { from, to, value } of bands) {
    passing.set(from, (passing.get(from) ?? 0) + value)
    passing.set(to, (passing.get(to) ?? 0) + value)
  }
  const order = [...passing].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([key]) => key)
  const column = (side: Node['side']) =>
    order
      .filter((key) => bands.some((band) => band[side] === key))
      .map((key): Node => ({ id: `${side} ${key}`, key, side }))
  const [left, right] = [column('from'), column('to')]
  const height = frame.top + stream + (Math.max(left.length, right.length, 1) - 1) * frame.gap + 24
  const graph = sankey<Node, Link & { source: string; target: string }>()
    .nodeId(({ id }) => id)
    .nodeWidth(barWidth)
    .nodePadding(frame.gap)
    .nodeSort(null)
    .iterations(0)
    .extent([
      [frame.margin, frame.top],
      [frame.width - frame.margin, height - 24],
    ])({
    nodes: [...left, ...right],
    links: bands.map((band) => ({ ...band, source: `from ${band.from}`, target: `to ${band.to}` })),
  })
  const draw = sankeyLinkHorizontal()
  return {
    width: frame.width,
    height,
    bars: graph.nodes.map(({ key, side, value = 0, x0 = 0, y0 = 0, y1 = 0 }) => ({
      ...{ key, side, value, x: x0, y: y0, height: y1 - y0 },
    })),
    paths: graph.links.map((link) => ({
      from: link.from,
      to: link.to,
      value: link.value,
      path: draw(link) ?? '',
      width: link.width ?? 0,
    })),
  }
}
