import type { Tone } from './status-pill'

const colours: Record<Tone, string> = {
  amber: '[--bar:var(--amber)]',
  red: '[--bar:var(--red)]',
  blue: '[--bar:var(--blue)]',
  green: '[--bar:var(--green)]',
  grey: '[--bar:var(--grey)]',
}

/** How far something is. Without `value` it only says that something goes on. */
export function ProgressBar({
  label,
  value,
  max = 1,
  tone,
}: {
  label: string
  value?: number
  max?: number
  tone?: Tone
}) {
  return (
    <progress aria-label={label} value={value} max={max} className={`bar ${tone ? colours[tone] : ''}`} />
  )
}
