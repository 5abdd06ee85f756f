'use client'

import { useEffect, useId, useRef, type ReactNode } from 'react'
import { Button } from './button'

type DialogProps = {
  open: boolean
  onClose: () => void
  title: ReactNode
  description?: ReactNode
  /** The name of the closing cross. */
  closeLabel: string
  /** The row of buttons at the end. */
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  /** There is nothing in it but text: it takes the focus itself, so that keys scroll it. */
  reading?: boolean
  children?: ReactNode
}

const sizes = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-3xl' }

/** A modal on the platform's own <dialog>: it keeps the focus, gives it back, and closes on Esc. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  closeLabel,
  footer,
  size = 'md',
  reading = false,
  children,
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const titleId = useId()

  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (open && !dialog.open) {
      dialog.showModal()
      // The platform would choose the closing cross, which stands first.
      const first = body.current?.querySelector<HTMLElement>(
        '[data-first], [autofocus], input, select, textarea',
      )
      ;(first ?? dialog).focus()
    }
    if (!open && dialog.open) dialog.close()
  }, [open])

  return (
    <dialog
      ref={ref}
      tabIndex={-1}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
      className={`m-auto max-h-[min(44rem,calc(100dvh-2rem))] w-[calc(100%-2rem)] rounded-xl bg-surface shadow-float outline-none! ${sizes[size]}`}
    >
      {open ? (
        <div className="flex max-h-[inherit] flex-col">
          <header className="flex items-start gap-4 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <h2 id={titleId} className="text-lg font-semibold">
                {title}
              </h2>
              {description ? <p className="mt-0.5 text-ink-2">{description}</p> : null}
            </div>
            <Button variant="ghost" icon="x" iconOnly onClick={onClose} className="-mt-1 -mr-2">
              {closeLabel}
            </Button>
          </header>
          {children ? (
            <div
              ref={body}
              tabIndex={reading ? 0 : undefined}
              className="min-h-0 flex-1 overflow-y-auto px-5 pb-4"
            >
              {children}
            </div>
          ) : null}
          {footer ? (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-hairline px-5 py-3">
              {footer}
            </footer>
          ) : null}
        </div>
      ) : null}
    </dialog>
  )
}
