'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Field } from '@/lib/imports/fields'
import type { Doubt } from '@/lib/imports/formats'
import { useDraft } from './draft-context'

type DraftDoubtsProps = {
  missing: readonly Field[]
  doubts: readonly Doubt[]
  /** The doubtful date in words, read in either order. */
  readings: { dmy: string | null; mdy: string | null }
}

/** What a person must say before the import can begin, then what it is good to know. */
export function DraftDoubts({ missing, doubts, readings }: DraftDoubtsProps) {
  const t = useTranslations('imports')
  const { running, canRun, correct } = useDraft()
  return (
    <div id="import-obstacles" className="space-y-3 not-empty:mb-6">
      {missing.length > 0 ? (
        <Notice tone="amber" title={t('draft.obstacles')}>
          <ul>
            {missing.map((field) => (
              <li key={field}>{t('draft.missing', { field: t(`fields.${field}`) })}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {doubts.map((doubt) => {
        const values: Record<string, string> =
          'found' in doubt ? { found: doubt.found } : 'example' in doubt ? { example: doubt.example } : {}
        const asks = doubt.code === 'date_ambiguous'
        return (
          <Notice
            key={doubt.code}
            tone={asks ? 'amber' : 'blue'}
            icon="circle-question-mark"
            title={t(`doubts.${doubt.code}`, values)}
          >
            {t(`doubts.${doubt.code}Text`, values)}
            {asks ? (
              <span className="mt-2 flex flex-wrap gap-2">
                {(['dmy', 'mdy'] as const).map((order) =>
                  readings[order] === null ? null : (
                    <Button
                      key={order}
                      size="sm"
                      disabled={!canRun || running !== null}
                      onClick={() => correct({ formats: { dateOrder: order } })}
                    >
                      {readings[order]}
                    </Button>
                  ),
                )}
              </span>
            ) : null}
          </Notice>
        )
      })}
    </div>
  )
}
