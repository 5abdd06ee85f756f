'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useDraft } from './draft-context'

/** Ends an import that only reads yet. */
export function CancelButton() {
  const t = useTranslations('imports')
  const { running, discard } = useDraft()
  return (
    <Button variant="secondary" icon="x" pending={running === 'discard'} onClick={discard}>
      {t('progress.stop')}
    </Button>
  )
}
