'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { Select } from '@/components/ui/select'
import { parseLocale, type Locale } from '@/lib/i18n/locale'
import type { ReasonChoice } from '@/lib/pickups/queries'
import { reasonTree } from '@/lib/pickups/rules'

type ReasonSelectProps = Omit<ComponentProps<typeof Select>, 'children'> & {
  reasons: readonly ReasonChoice[]
}

/** The merchant's tree of reasons. A group may be chosen itself where nobody asked for more. */
export function ReasonSelect({ reasons, ...rest }: ReasonSelectProps) {
  const t = useTranslations('pickups.items')
  const locale = parseLocale(useLocale())
  const nodes = reasonTree(reasons)
  return (
    <Select {...rest}>
      <option value="">{t('reasonEmpty')}</option>
      {nodes
        .filter((node) => node.children.length > 0)
        .map(({ reason, children }) => (
          <optgroup key={reason.code} label={reason[locale]}>
            <option value={reason.code}>{reason[locale]}</option>
            {children.map((child) => (
              <option key={child.code} value={child.code}>
                {child[locale]}
              </option>
            ))}
          </optgroup>
        ))}
      <optgroup label={t('reasonOther')}>
        {nodes
          .filter((node) => node.children.length === 0)
          .map(({ reason }) => (
            <option key={reason.code} value={reason.code}>
              {reason[locale]}
            </option>
          ))}
      </optgroup>
    </Select>
  )
}

/** What the merchant calls a reason; the code itself where it is no longer among them. */
export function reasonName(reasons: readonly ReasonChoice[], code: string, locale: Locale): string {
  return reasons.find((reason) => reason.code === code)?.[locale] ?? code
}
