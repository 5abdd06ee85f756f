import { useLayoutEffect } from 'react'

/** Gives the focus back to what had it, also when a dialog is taken away without being closed first. */
export function useReturnFocus(open: boolean): void {
  useLayoutEffect(() => {
    if (!open) return
    const opener = document.activeElement
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [open])
}
