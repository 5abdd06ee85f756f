'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import { formatDate, formatTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { Refusal } from '@/lib/result'

/** What the server said, or that it could not be asked at all. */
export type Failed = Refusal | 'unreachable'

type RefusalNoticeProps = {
  failed: Failed
  merchantSlug: string
  timeZone: string
  nameOf: (sku: string) => string
}

const link = 'font-medium underline underline-offset-2'

/** Why a task was not made, and what to do. What was typed stands where it stood. */
export function RefusalNotice({ failed, merchantSlug, timeZone, nameOf }: RefusalNoticeProps) {
  const t = useTranslations()
  const locale = parseLocale(useLocale())
  const here = `${usePathname()}?${useSearchParams().toString()}`

  function text(): ReactNode {
    if (failed === 'unreachable') return t('pickups.refusals.unreachable')
    const { code, params = {} } = failed
    switch (code) {
      case 'unauthenticated':
        return t.rich('pickups.refusals.unauthenticated', {
          link: (chunks) => (
            <Link href={`/sign-in?next=${encodeURIComponent(here)}` as Route} className={link}>
              {chunks}
            </Link>
          ),
        })
      case 'not_enough_left': {
        const { left = 0, caseNumber, at, who } = params
        const what = { name: nameOf(String(params.sku ?? '')), left: Number(left) }
        if (caseNumber === undefined || at === undefined) return t('pickups.refusals.notEnough', what)
        const when = `${formatDate(String(at), { locale, timeZone })}, ${formatTime(String(at), { locale, timeZone })}`
        return t.rich('pickups.refusals.notEnoughTaken', {
          ...what,
          number: Number(caseNumber),
          who: String(who || t('pickups.items.system')),
          when,
          link: (chunks) => (
            <Link href={`/${merchantSlug}/returns/R-${caseNumber}` as Route} className={link}>
              {chunks}
            </Link>
          ),
        })
      }
      case 'needs_decision':
        return t('pickups.refusals.needsDecision')
      case 'invalid':
        return params.next === undefined ? t('errors.invalid') : t('pickups.refusals.needsComment')
      case 'not_found':
        return t('pickups.refusals.notFound')
      case 'not_allowed_now':
        return params.stage === undefined ? t('pickups.refusals.noCarrier') : t('pickups.refusals.notWaiting')
      default:
        return t(`errors.${code}`)
    }
  }

  return (
    <Notice tone="red" live="assertive">
      {text()}
    </Notice>
  )
}
