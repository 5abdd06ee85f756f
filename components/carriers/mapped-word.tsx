'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { MapCodeInput } from '@/lib/carriers/schemas'
import { MeaningForm } from './meaning-form'
import type { MeaningGroup } from './meanings'

type Props = {
  merchantSlug: string
  word: Pick<MapCodeInput, 'carrierId' | 'kind' | 'code'>
  groups: MeaningGroup[]
  meaning: string
}

/** Says otherwise what a word means from now on. */
export function ChangeMeaning({ merchantSlug, word, groups, meaning }: Props) {
  const t = useTranslations('carriers')
  const [open, setOpen] = useState(false)
  // Where the form was left the focus stays: on the button that opened it.
  const [closed, setClosed] = useState(false)

  function close() {
    setOpen(false)
    setClosed(true)
  }

  if (!open) {
    return (
      <Button
        autoFocus={closed}
        size="sm"
        icon="pencil"
        aria-label={t('mapped.changeOf', { word: word.code })}
        onClick={() => setOpen(true)}
      >
        {t('mapped.change')}
      </Button>
    )
  }
  return (
    <div
      className="w-full"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <MeaningForm
        merchantSlug={merchantSlug}
        word={word}
        told={word.code}
        groups={groups}
        meaning={meaning}
        submit={t('meaning.save')}
        cancel={<Button onClick={close}>{t('meaning.cancel')}</Button>}
        autoFocus
        onDone={close}
      />
    </div>
  )
}
