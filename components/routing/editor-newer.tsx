'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useReturnFocus } from '@/components/pickups/use-return-focus'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { TextSkeleton } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { loadBeforePublishing } from '@/lib/routing/actions'
import type { RuleSetHead, RuleSetVersion } from '@/lib/routing/queries'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { useEditor } from './editor-context'
import { RulesDiff } from './rules-diff'

export type Newer = Pick<RuleSetHead, 'number' | 'publishedBy' | 'publishedAt'>

/** Which versions came out after the draft was begun (the newest first, at least one), by whom and when. */
export function NewerStory({ newer, timeZone }: { newer: readonly Newer[]; timeZone: string }) {
  const t = useTranslations('ruleEditor.newer')
  const locale = parseLocale(useLocale())
  const [newest] = newer
  if (!newest) return null
  return t('story', {
    count: newer.length,
    number: newest.number,
    who: newest.publishedBy,
    when: formatDateTime(newest.publishedAt, { locale, timeZone }),
  })
}

type NewerProps = {
  newer: readonly Newer[]
  timeZone: string
  /** The rules as they stand in the form. */
  content: RuleSetContent
}

/** Beside a draft that does not know of the newest version: says so, and what differs. */
export function NewerNotice({ newer, timeZone, content }: NewerProps) {
  const t = useTranslations('ruleEditor.newer')
  const { merchantSlug } = useEditor()
  const [theirs, setTheirs] = useState<RuleSetVersion | 'loading' | 'unknown' | null>(null)

  function look() {
    setTheirs('loading')
    loadBeforePublishing(merchantSlug).then(
      (answer) => setTheirs((answer.ok && (answer.data.newest ?? answer.data.inForce)) || 'unknown'),
      () => setTheirs('unknown'),
    )
  }

  return (
    <>
      <Notice
        tone="amber"
        icon="users"
        action={
          <Button size="sm" onClick={look}>
            {t('look')}
          </Button>
        }
      >
        <NewerStory newer={newer} timeZone={timeZone} />
      </Notice>
      <Comparison theirs={theirs} content={content} onClose={() => setTheirs(null)} />
    </>
  )
}

type ComparisonProps = {
  theirs: RuleSetVersion | 'loading' | 'unknown' | null
  content: RuleSetContent
  onClose: () => void
}

function Comparison({ theirs, content, onClose }: ComparisonProps) {
  const t = useTranslations('ruleEditor.newer')
  const { names } = useEditor()
  const open = theirs !== null
  useReturnFocus(open)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('title')}
      description={typeof theirs === 'object' && theirs ? t('lead', { number: theirs.number }) : null}
      closeLabel={t('close')}
      size="lg"
      footer={<Button onClick={onClose}>{t('close')}</Button>}
    >
      {theirs === 'loading' ? (
        <TextSkeleton lines={5} />
      ) : theirs === 'unknown' || theirs === null ? (
        <Notice tone="red">{t('unknown')}</Notice>
      ) : (
        // A keyboard can scroll it only from within.
        <div tabIndex={0} role="group" aria-label={t('title')} className="rounded-md -outline-offset-2">
          <RulesDiff before={theirs.content} after={content} names={names} />
        </div>
      )}
    </Dialog>
  )
}
