'use client'

import dynamic from 'next/dynamic'
import { useEffect, useId, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { buttonClass } from '@/components/ui/button'
import type { FilterGroup } from './filter-panel'

const FilterPanel = dynamic(() => import('./filter-panel'), { ssr: false })

function place(panel: HTMLElement, button: HTMLElement) {
  const box = button.getBoundingClientRect()
  panel.style.inset = 'auto'
  if (innerWidth < 640) {
    Object.assign(panel.style, { left: '8px', right: '8px', bottom: '8px' })
    return
  }
  panel.style.top = `${box.bottom + 4}px`
  const right = document.documentElement.clientWidth - box.right
  if (box.left > right) panel.style.right = `${right}px`
  else panel.style.left = `${box.left}px`
}

type FilterMenuProps = {
  label: string
  icon: IconName
  /** How many filters are set; shown beside the label. */
  count?: number
  groups: FilterGroup[]
  /** Only the icon on narrow screens. */
  compact?: boolean
  /** What every change leaves in the address as it is, also where the address does not say it. */
  keep?: Record<string, string>
}

/** A button whose panel is fetched when it is first opened. */
export function FilterMenu({ label, icon, count, groups, compact, keep }: FilterMenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)

  useEffect(() => {
    // Opened before the script was here: once more, so that it finds its place and is filled.
    if (!panel.current?.matches(':popover-open')) return
    panel.current.hidePopover()
    panel.current.showPopover()
  }, [])

  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        className={buttonClass({ variant: 'secondary' })}
        aria-haspopup="dialog"
      >
        <Icon name={icon} />
        <span className={compact ? 'max-md:sr-only' : ''}>{label}</span>
        {count ? <span className="tabular text-accent-ink">{count}</span> : null}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className="max-h-[70dvh] overflow-y-auto overscroll-contain rounded-lg bg-surface shadow-float"
        onBeforeToggle={(event) => {
          if (event.newState === 'open' && button.current) place(event.currentTarget, button.current)
        }}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open ? <FilterPanel groups={groups} keep={keep} /> : null}
      </div>
    </>
  )
}
