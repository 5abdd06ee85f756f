import { useId, type ReactNode } from 'react'

/** A few words that appear beside something on hover and on focus. The thing must say enough without them. */
export function Tooltip({
  text,
  side = 'top',
  children,
}: {
  text: ReactNode
  side?: 'top' | 'bottom'
  children: (aria: { 'aria-describedby': string }) => ReactNode
}) {
  const id = useId()
  const place = side === 'top' ? 'bottom-full mb-1.5' : 'top-full mt-1.5'
  return (
    <span className="group/tip relative inline-flex">
      {children({ 'aria-describedby': id })}
      <span
        id={id}
        role="tooltip"
        className={`pointer-events-none invisible absolute left-1/2 z-30 w-max max-w-64 -translate-x-1/2 rounded-md bg-ink px-2 py-1 text-xs text-paper opacity-0 transition-opacity duration-100 group-focus-within/tip:visible group-focus-within/tip:opacity-100 group-hover/tip:visible group-hover/tip:opacity-100 group-hover/tip:delay-300 ${place}`}
      >
        {text}
      </span>
    </span>
  )
}
