import { getTranslations } from 'next-intl/server'
import { waitOf, type Words } from '@/components/cases/words'
import type { Caller } from '@/lib/caller'
import type { CasePage } from '@/lib/cases/reading'
import { formatSlot } from '@/lib/i18n/format'
import { localDate } from '@/lib/time'
import { nextStep } from './next-step'
import { panelOf } from './panel'

type RefusalWaitProps = { caller: Caller; page: CasePage; words: Words }

/** What a refused parcel waits for, in a sentence that leads to the same step as the main button. */
export async function RefusalWait({ caller, page, words }: RefusalWaitProps) {
  const { t, locale, now } = words
  const [panel, r] = await Promise.all([panelOf(caller, page.id), getTranslations('refusals.waits')])
  const slot = panel?.refusals[0].redelivery ?? null
  const disputed =
    panel?.refusals.some(({ disputedAt, settled }) => disputedAt !== null && settled === null) ?? false
  if (panel && nextStep(page.stage, slot !== null, disputed) === 'schedule') return r('agree')
  if (page.stage === 'redelivery' && slot) {
    const over = slot.date < localDate(now, caller.merchant.timeZone)
    return r(over ? 'noWord' : 'agreed', { slot: formatSlot(slot, locale) })
  }
  if (nextStep(page.stage, slot !== null, disputed) === 'settle') return r('settle')
  return t(`waits.${waitOf(page)}`)
}
