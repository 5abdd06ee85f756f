'use client'

import type { ReactNode } from 'react'
import { MenuButton } from '@/components/ui/menu'
import { shellEvent } from './shell-event'

export function HelpTrigger({ children }: { children: ReactNode }) {
  return (
    <MenuButton
      onClick={(event) => {
        event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
        window.dispatchEvent(new Event(shellEvent.openHelp))
      }}
    >
      {children}
    </MenuButton>
  )
}
