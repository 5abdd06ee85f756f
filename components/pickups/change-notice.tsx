'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Notice } from '@/components/ui/notice'
import type { SlotTimes } from '@/lib/carriers/schedule'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { loadPickup } from '@/lib/pickups/actions'
import { pickupAllows, type PickupStatus } from '@/lib/pickups/machine'
import type { PickupFacts } from '@/lib/pickups/queries'
import type { Refusal } from '@/lib/result'

/** A pickup task as the dialogs need it. `version` is the one the person is looking at. */
export type ChangeablePickup = {
  id: string
  number: number
  version: number
  status: PickupStatus
  slot: SlotTimes
  city: string
}

export type ChangeFailure =
  { kind: 'unreachable' } | { kind: 'refused'; refusal: Refusal } | { kind: 'changed'; facts: PickupFacts }

/**
 * What went wrong with a change, and the task as it is now. Somebody else's change is shown with who made it; the next
 * press is then about the task as it became.
 */
export function useChange(merchantSlug: string, opened: ChangeablePickup) {
  const router = useRouter()
  const [failure, setFailure] = useState<ChangeFailure>()
  const [pickup, setPickup] = useState(opened)

  async function fail(refusal: Refusal | null) {
    if (!refusal) return setFailure({ kind: 'unreachable' })
    if (refusal.code !== 'conflict' && refusal.code !== 'not_allowed_now') {
      return setFailure({ kind: 'refused', refusal })
    }
    const now = await loadPickup(merchantSlug, pickup.id).catch(() => null)
    if (!now?.ok) return setFailure({ kind: 'refused', refusal })
    const { id, number, version, status, slot, city } = now.data
    setPickup({ id, number, version, status, slot, city })
    setFailure({ kind: 'changed', facts: now.data })
    router.refresh()
  }

  return { failure, pickup, fail, clear: () => setFailure(undefined) }
}

type ChangeNoticeProps = { failure: ChangeFailure; command: 'reschedule' | 'cancel'; timeZone: string }

export function ChangeNotice({ failure, command, timeZone }: ChangeNoticeProps) {
  const t = useTranslations()
  const locale = parseLocale(useLocale())

  function text(): string {
    if (failure.kind === 'unreachable') return t('errors.unexpected')
    if (failure.kind === 'refused') {
      return failure.refusal.code === 'not_found'
        ? t('pickups.dialog.unknown')
        : t(`errors.${failure.refusal.code}`)
    }
    const { status, last } = failure.facts
    const happened = last
      ? t('pickups.dialog.conflict', {
          what: t(`pickups.changed.${last.type.replace('pickup.', '')}` as 'pickups.changed.created'),
          who: last.actorName ?? t('pickups.items.system'),
          when: formatDateTime(last.at, { locale, timeZone }),
        })
      : ''
    const then = pickupAllows(command, status)
      ? t('pickups.dialog.conflictGo')
      : t('pickups.dialog.notAllowed', { status: t(`pickups.status.${status}`) })
    return [happened, then].filter(Boolean).join(' ')
  }

  return (
    <Notice tone={failure.kind === 'changed' ? 'amber' : 'red'} live="assertive" className="mt-4">
      {text()}
    </Notice>
  )
}
