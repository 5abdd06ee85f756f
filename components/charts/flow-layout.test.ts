import { describe, expect, it } from 'vitest'
import { layOutFlow } from './flow-layout'

const frame = { width: 760, margin: 200, top: 32, gap: 40 }
const bands = [
  { from: 'a', to: 'a', value: 60 },
  { from: 'a', to: 'b', value: 30 },
  { from: 'c', to: 'b', value: 9 },
  { from: 'c', to: 'a', value: 1 },
]

describe('a flow between two columns', () => {
  const { bars, paths, width, height } = layOutFlow(bands, frame)
  it('has a bar for each end of each side, the same order on both, and room for words between', () => {
    for (const side of ['from', 'to'] as const) {
      const column = bars.filter((bar) => bar.side === side).toSorted((one, other) => one.y - other.y)
      expect(column.map(({ key, value }) => [key, value])).toEqual(
        side === 'from'
          ? [
              ['a', 90],
              ['c', 10],
            ]
          : [
              ['a', 61],
              ['b', 39],
            ],
      )
      const [first, second] = column
      expect((second?.y ?? 0) - (first?.y ?? 0) - (first?.height ?? 0)).toBeGreaterThanOrEqual(39.9)
    }
  })
  it('draws each band as high as its value, the sum as high as its bar', () => {
    expect(paths.map(({ from, to }) => `${from}${to}`).toSorted()).toEqual(['aa', 'ab', 'ca', 'cb'])
    for (const bar of bars) {
      const inIt = paths.filter((path) => path[bar.side] === bar.key)
      expect(inIt.reduce((sum, path) => sum + path.width, 0)).toBeCloseTo(bar.height, 5)
    }
    const [stays] = paths
    expect((stays?.width ?? 0) / 60).toBeCloseTo((paths[1]?.width ?? 0) / 30, 5)
    for (const { path } of paths) expect(path).toMatch(/^M[\d.]+,[\d.]+C/)
  })
  it('stays inside its frame', () => {
    for (const { x, y, height: h } of bars) {
      expect(x).toBeGreaterThanOrEqual(frame.margin)
      expect(x + 8).toBeLessThanOrEqual(width - frame.margin)
      expect(y).toBeGreaterThanOrEqual(frame.top - 0.01)
      expect(y + h).toBeLessThanOrEqual(height)
    }
  })
  it('draws nothing of nothing, and one band of one', () => {
    expect(layOutFlow([], frame)).toMatchObject({ bars: [], paths: [] })
    expect(layOutFlow([{ from: 'a', to: 'a', value: 1 }], frame).paths).toHaveLength(1)
  })
})
