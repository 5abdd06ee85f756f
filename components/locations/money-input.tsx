'use client'

import type { ComponentProps } from 'react'
import { Input } from '@/components/ui/input'
import { formatMoney } from '@/lib/i18n/format'
import type { Writing } from '@/lib/typed-numbers'

/** A sum with the sign of the shop's currency where its language has it. */
export function MoneyInput({ writing, ...rest }: ComponentProps<typeof Input> & { writing: Writing }) {
  const sign = formatMoney(0, writing.currency, writing.locale).replace(/[\d\s.,]/g, '')
  const before = writing.locale === 'en'
  return (
    <span className="flex items-center gap-1.5">
      {before ? <span className="text-ink-2">{sign}</span> : null}
      <span className="min-w-0 flex-1">
        <Input {...rest} inputMode="decimal" autoComplete="off" maxLength={24} className="tabular" />
      </span>
      {before ? null : <span className="text-ink-2">{sign}</span>}
    </span>
  )
}
