'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'

type LeftProps = {
  /** When it was written last. */
  savedAt: number
  timeZone: string
  now: Date
  onTake: () => void
  onForget: () => void
}

/** A text that was left behind unsaved in a tab that was closed: to be had back, or forgotten. */
export function LeftNotice({ savedAt, timeZone, now, onTake, onForget }: LeftProps) {
  const t = useTranslations('drafts.left')
  const locale = parseLocale(useLocale())
  return (
    <Notice tone="blue" icon="pencil">
      <p>{t('text', { when: formatDateTime(savedAt, { locale, timeZone, now }) })}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" onClick={onTake}>
          {t('take')}
        </Button>
        <Button size="sm" variant="ghost" onClick={onForget}>
          {t('forget')}
        </Button>
      </div>
    </Notice>
  )
}
