import { getTranslations } from 'next-intl/server'
import { caseWords } from '@/components/cases/words'
import type { MerchantContext } from '@/lib/caller'

/** The words of the screens of refused parcels beside those of returns, and the formats of one shop, for one request. */
export async function refusalWords(merchant: MerchantContext, now: Date) {
  const [words, r] = await Promise.all([caseWords(merchant, now), getTranslations('refusals')])
  return { ...words, r }
}

export type RefusalWords = Awaited<ReturnType<typeof refusalWords>>
export type TranslateRefusals = RefusalWords['r']
