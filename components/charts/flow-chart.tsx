import type { Route } from 'next'
import Link from 'next/link'
import { barWidth, layOutFlow, type FlowBar, type FlowFrame, type FlowPath } from './flow-layout'

export type Flow = {
  from: string
  to: string
  value: number
  /** What it is, in a sentence. */
  label: string
  /** Leads to exactly what it counts. */
  href: string
  current: boolean
}

type FlowChartProps = {
  label: string
  /** The heads of the two columns. */
  heads: { from: string; to: string }
  flows: readonly Flow[]
  /** What stands beside a bar: its name, and what passes there. */
  words: (key: string, value: number) => { name: string; note: string }
}

const wide: FlowFrame = { width: 760, margin: 196, top: 34, gap: 42 }
const narrow: FlowFrame = { width: 343, margin: 112, top: 34, gap: 58 }

/**
 * Bands from where to where, drawn on the server: those that change in the accent, those that stay in grey, each a link.
 * Once for wide screens and once for phones, of which one is shown.
 */
export function FlowChart(props: FlowChartProps) {
  return (
    <>
      <Drawing {...props} frame={wide} className="max-w-4xl max-sm:hidden" />
      <Drawing {...props} frame={narrow} className="max-w-md sm:hidden" />
    </>
  )
}

type DrawingProps = FlowChartProps & { frame: FlowFrame; className: string }

function Drawing({ label, heads, flows, words, frame, className }: DrawingProps) {
  const { width, height, bars, paths } = layOutFlow(flows, frame)
  const flowOf = ({ from, to }: FlowPath) => flows.find((flow) => flow.from === from && flow.to === to)
  // What changes lies above what stays.
  const ordered = paths.toSorted(
    (one, other) => Number(one.from !== one.to) - Number(other.from !== other.to),
  )
  const room = frame.margin - 10
  return (
    <svg
      role="group"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      className={`block h-auto w-full ${className}`}
    >
      <text x={frame.margin - 8} y={16} textAnchor="end" className="fill-ink-2 text-xs font-medium">
        {heads.from}
      </text>
      <text x={width - frame.margin + 8} y={16} className="fill-ink-2 text-xs font-medium">
        {heads.to}
      </text>
      {ordered.map((path) => {
        const flow = flowOf(path)
        return flow ? <Band key={`${path.from} ${path.to}`} path={path} flow={flow} /> : null
      })}
      {bars.map((bar) => (
        <Bar key={`${bar.side} ${bar.key}`} bar={bar} room={room} {...words(bar.key, bar.value)} />
      ))}
    </svg>
  )
}

function Band({ path: { path, width, from, to }, flow }: { path: FlowPath; flow: Flow }) {
  const look =
    from === to
      ? 'stroke-grey/35 group-hover:stroke-grey/60 group-focus-visible:stroke-grey'
      : 'stroke-accent/45 group-hover:stroke-accent/75 group-focus-visible:stroke-accent'
  const chosen = from === to ? 'stroke-grey!' : 'stroke-accent!'
  return (
    <Link
      href={flow.href as Route}
      aria-label={flow.label}
      aria-current={flow.current || undefined}
      className="group outline-offset-0"
    >
      <title>{flow.label}</title>
      {/* A thin band is still met by a finger. */}
      <path d={path} fill="none" strokeWidth={Math.max(width, 10)} className="stroke-transparent" />
      <path
        d={path}
        fill="none"
        strokeWidth={Math.max(width, 1.5)}
        className={`transition-colors duration-100 ${look} ${flow.current ? chosen : ''}`}
      />
    </Link>
  )
}

type BarProps = { bar: FlowBar; room: number; name: string; note: string }

function Bar({ bar: { side, x, y, height }, room, name, note }: BarProps) {
  const lines = 50
  return (
    <>
      <rect x={x} y={y} width={barWidth} height={Math.max(height, 1.5)} rx={1.5} className="fill-ink-2" />
      <foreignObject
        x={side === 'from' ? 0 : x + barWidth + 8}
        y={y + height / 2 - lines / 2}
        width={room}
        height={lines}
        className="pointer-events-none"
      >
        <div className={`flex h-full flex-col justify-center ${side === 'from' ? 'text-right' : ''}`}>
          <span className="line-clamp-2 text-sm leading-4 font-medium break-words text-ink">{name}</span>
          <span className="tabular truncate text-xs leading-4 text-ink-2">{note}</span>
        </div>
      </foreignObject>
    </>
  )
}
