'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useId, useRef, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react'

type MenuProps = {
  /** What the button shows. */
  trigger: ReactNode
  /** The button's name when its face has no words. */
  label?: string
  className?: string
  /** Where the list opens, seen from the button. */
  side?: 'bottom-start' | 'bottom-end' | 'top-start'
  children: ReactNode
}

function place(panel: HTMLElement, button: HTMLElement, side: NonNullable<MenuProps['side']>) {
  const box = button.getBoundingClientRect()
  panel.style.inset = 'auto'
  if (side === 'top-start') panel.style.bottom = `${innerHeight - box.top + 4}px`
  else panel.style.top = `${box.bottom + 4}px`
  if (side === 'bottom-end') panel.style.right = `${document.documentElement.clientWidth - box.right}px`
  else panel.style.left = `${box.left}px`
  panel.style.minWidth = `${box.width}px`
}

const focusable = 'a[href], button:not(:disabled)'

/** A button with a list in the platform's top layer: closes on Esc, on a click elsewhere and on a change of place. */
export function Menu({ trigger, label, className = '', side = 'bottom-start', children }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const pathname = usePathname()

  useEffect(() => {
    if (panel.current?.matches(':popover-open')) panel.current.hidePopover()
  }, [pathname])

  function move(event: KeyboardEvent<HTMLDivElement>) {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>(focusable)]
    const at = items.findIndex((item) => item === document.activeElement)
    const steps: Record<string, number> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    items[next]?.focus()
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="true"
        aria-label={label}
        className={className}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          panel.current?.showPopover()
        }}
      >
        {trigger}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="max-h-[80dvh] max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg bg-surface p-1 shadow-float"
        onKeyDown={move}
        onBeforeToggle={(event) => {
          if (event.newState === 'open' && button.current) place(event.currentTarget, button.current, side)
        }}
        onToggle={(event) => {
          if (event.newState === 'open') event.currentTarget.querySelector<HTMLElement>(focusable)?.focus()
        }}
      >
        {children}
      </div>
    </>
  )
}

const itemLook =
  'flex h-8 w-full items-center gap-2 rounded-md px-2 text-left whitespace-nowrap -outline-offset-2 hover:bg-hover focus-visible:bg-hover aria-[current=true]:font-medium aria-pressed:font-medium pointer-coarse:h-11'

export function MenuLink({
  href,
  children,
  current,
}: {
  href: string
  children: ReactNode
  current?: boolean
}) {
  return (
    <Link
      href={href as Route}
      prefetch={false}
      aria-current={current ? 'true' : undefined}
      className={itemLook}
    >
      {children}
    </Link>
  )
}

/** One entry that does something; inside a form it may be its submit button. */
export function MenuButton({
  danger,
  className = '',
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { danger?: boolean }) {
  return (
    <button type={type} className={`${itemLook} ${danger ? 'text-red-ink' : ''} ${className}`} {...rest} />
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <p className="px-2 pt-1.5 pb-1 text-xs text-ink-3">{children}</p>
}

export function MenuSeparator() {
  return <hr className="-mx-1 my-1 border-hairline" />
}
