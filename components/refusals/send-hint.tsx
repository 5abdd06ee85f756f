'use client'

import { useTranslations } from 'next-intl'
import { Kbd } from '@/components/ui/kbd'

/** What sends the form while one writes; at the left end of a dialog's foot. */
export function SendHint() {
  const r = useTranslations('refusals.dialog')
  return (
    <span className="mr-auto flex items-center gap-1 text-sm text-ink-3 max-sm:hidden pointer-coarse:hidden">
      <Kbd>Ctrl</Kbd>
      <Kbd>Enter</Kbd>
      <span className="ml-1">{r('sends')}</span>
    </span>
  )
}
