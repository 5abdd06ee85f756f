'use client'

import { useTranslations } from 'next-intl'
import type { MapCodeInput } from '@/lib/carriers/schemas'
import { focusList } from './focus-list'
import { MeaningForm } from './meaning-form'
import type { MeaningGroup } from './meanings'

type Props = {
  merchantSlug: string
  word: Pick<MapCodeInput, 'carrierId' | 'kind' | 'code'>
  told: string
  groups: MeaningGroup[]
}

/** Says what a word means that nobody knows yet; its card goes with it. */
export function UnknownWordForm(props: Props) {
  const t = useTranslations('carriers.meaning')
  return <MeaningForm {...props} submit={t('apply')} onDone={focusList} />
}
