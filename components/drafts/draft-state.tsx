'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { Card, CardPart } from '@/components/ui/section'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { Base, Busy } from './saving'

type StateProps = {
  formId: string
  base: Pick<Base<unknown>, 'revision' | 'by'>
  /** What is said of a draft that was never saved: what it was begun from. */
  begun: string
  dirty: boolean
  /** How many places are marked as wrong. */
  wrong: number
  busy: Busy
  timeZone: string
  now: Date
  notice: ReactNode
  /** How it can be tried before it is published. */
  trial?: ReactNode
  onShow: () => void
  onPublish: () => void
  onReset: () => void
  onDiscard: () => void
}

/** How the draft stands, and what can be done with it. */
export function DraftState(props: StateProps) {
  const { formId, base, begun, dirty, wrong, busy, timeZone, now, notice } = props
  const t = useTranslations('drafts.state')
  const locale = parseLocale(useLocale())

  function standing(): string {
    if (dirty) return t('unsaved')
    if (base.revision === 0) return begun
    if (!base.by) return t('savedNow')
    return t('saved', { who: base.by.who, when: formatDateTime(base.by.at, { locale, timeZone, now }) })
  }

  return (
    <Card>
      <CardPart
        title={t('title')}
        aside={
          <span className="flex items-center gap-1 pointer-coarse:hidden">
            <Kbd>Ctrl</Kbd> <Kbd>S</Kbd>
          </span>
        }
      >
        <p className="text-pretty text-ink-2">{standing()}</p>
        <div className="mt-3 space-y-3 empty:hidden">{notice}</div>
        {wrong > 0 ? (
          <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-red-ink" role="status">
            {t('issues', { count: wrong })}
            <Button size="sm" onClick={props.onShow}>
              {t('show')}
            </Button>
          </p>
        ) : null}
        <div className="mt-4 grid grid-cols-2 gap-2">
          <Button
            type="submit"
            form={formId}
            icon="save"
            pending={busy === 'saving'}
            aria-keyshortcuts="Control+S"
          >
            {t('save')}
          </Button>
          <Button variant="primary" icon="send" pending={busy === 'publishing'} onClick={props.onPublish}>
            {t('publish')}
          </Button>
        </div>
        <div className="mt-2 -mx-2 flex flex-wrap justify-between gap-x-1 empty:hidden">
          {dirty ? (
            <Button variant="ghost" size="sm" icon="rotate-ccw" onClick={props.onReset}>
              {t('reset')}
            </Button>
          ) : null}
          {base.revision > 0 ? (
            <Button variant="ghost" size="sm" icon="trash" onClick={props.onDiscard}>
              {t('discard')}
            </Button>
          ) : null}
        </div>
      </CardPart>
      {props.trial ? <CardPart>{props.trial}</CardPart> : null}
    </Card>
  )
}
