'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useRef, type ReactNode } from 'react'

/**
 * The sidebar: stands at the left of a wide screen, and on a narrow one is a sheet in the top layer that any button
 * with `popoverTarget={id}` opens, without a script. One element, so that it is sent and hydrated once.
 */
export function SideSheet({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  const ref = useRef<HTMLElement>(null)
  const pathname = usePathname()
  const search = useSearchParams()

  useEffect(() => {
    if (ref.current?.matches(':popover-open')) ref.current.hidePopover()
  }, [pathname, search])

  return (
    <aside
      ref={ref}
      id={id}
      aria-label={label}
      popover="auto"
      className="sheet no-print fixed inset-y-0 right-auto left-0 m-0 h-dvh max-h-none w-72 max-w-[85vw] flex-col border-r border-hairline bg-sunken p-0 max-lg:shadow-float open:flex lg:z-20 lg:flex lg:w-64"
    >
      {children}
    </aside>
  )
}
