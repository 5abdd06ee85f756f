'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useDraft } from './draft-context'

/** Begin, or throw away. What keeps the import from beginning stands on the page, and the button says that it does. */
export function DraftSteps({ ready }: { ready: boolean }) {
  const t = useTranslations('imports')
  const { running, canRun, start, discard } = useDraft()
  if (!canRun) return <p className="text-sm text-ink-2">{t('draft.readOnly')}</p>
  return (
    <>
      <Button variant="ghost" icon="trash" pending={running === 'discard'} onClick={discard}>
        {t('draft.discard')}
      </Button>
      <Button
        variant="primary"
        icon="check"
        pending={running === 'start'}
        disabled={!ready || running === 'correct'}
        aria-describedby={ready ? undefined : 'import-obstacles'}
        onClick={start}
      >
        {running === 'correct' ? t('draft.saving') : t('draft.start')}
      </Button>
    </>
  )
}
