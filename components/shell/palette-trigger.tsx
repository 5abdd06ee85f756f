'use client'

import type { ReactNode } from 'react'
import { shellEvent } from './shell-event'

export function PaletteTrigger({ label, children }: { label: string; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => window.dispatchEvent(new Event(shellEvent.openPalette))}
      className="flex h-8 shrink-0 items-center gap-1 rounded-md px-1.5 text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:h-10"
    >
      {children}
    </button>
  )
}
