'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { TextSkeleton } from '@/components/ui/skeleton'
import { formatDateTime, formatNumber } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { routingReplayHref } from '@/lib/routing-replays/search'
import { diffRules } from '@/lib/routing/diff'
import type { BeforePublishing } from '@/lib/routing/queries'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { useEditor } from './editor-context'
import { NewerStory } from './editor-newer'
import { RulesDiff } from './rules-diff'

/** What the server knows of it; `unknown`: it did not answer. */
export type Before = BeforePublishing | 'loading' | 'unknown'

type ChangesProps = {
  before: Before
  /** The draft's rules. */
  content: RuleSetContent
  /** When they are to take effect. */
  at: Date
  timeZone: string
  /** Goes to where a replay is started. */
  onReplay: () => void
}

/** What came out since the draft was begun, what publishing it changes, and whether it was tried. */
export function PublishChanges({ before, content, at, timeZone, onReplay }: ChangesProps) {
  const t = useTranslations()
  const locale = parseLocale(useLocale())
  if (before === 'loading') return <TextSkeleton lines={4} />
  if (before === 'unknown') return <Notice tone="grey">{t('ruleEditor.publishing.unknown')}</Notice>
  const { inForce, newer, newest, scheduled, replay } = before
  const when = (moment: Date) => formatDateTime(moment, { locale, timeZone })
  return (
    <div className="space-y-4">
      {newer.length > 0 ? (
        <Notice tone="amber" icon="users">
          <p>
            <NewerStory newer={newer} timeZone={timeZone} />{' '}
            {t(`ruleEditor.newer.${newest ? 'replaces' : 'replacesInForce'}`)}
          </p>
          {newest ? (
            <Differences title={t('ruleEditor.newer.differs', { number: newest.number })}>
              <Short before={newest.content} after={content} />
            </Differences>
          ) : null}
        </Notice>
      ) : null}
      {scheduled
        .filter(({ effectiveAt }) => effectiveAt >= at)
        .map(({ number, effectiveAt }) => (
          <Notice key={number} tone="amber" icon="calendar-clock">
            {t('routing.republish.cancels', { number, when: when(effectiveAt) })}
          </Notice>
        ))}
      <section aria-labelledby="publish-changes">
        <h3 id="publish-changes" className="mb-2 text-sm font-semibold">
          {t('ruleEditor.publishing.changes')}
          {inForce ? (
            <span className="font-normal text-ink-2">
              {' '}
              {t('ruleEditor.publishing.against', { number: inForce.number })}
            </span>
          ) : null}
        </h3>
        {inForce ? (
          <Short before={inForce.content} after={content} />
        ) : (
          <p className="text-ink-2">{t('ruleEditor.publishing.first')}</p>
        )}
      </section>
      <Tried replay={replay} timeZone={timeZone} onReplay={onReplay} />
    </div>
  )
}

const shown = 3

/** The first changes in words, and the rest on demand. */
function Short({ before, after }: { before: RuleSetContent; after: RuleSetContent }) {
  const t = useTranslations('ruleEditor.summary')
  const { names } = useEditor()
  const [all, setAll] = useState(false)
  const more = diffRules(before, after).length - shown
  return (
    <>
      <RulesDiff before={before} after={after} names={names} most={all ? undefined : shown} />
      {more > 0 ? (
        <Button variant="ghost" size="sm" className="mt-2 -ml-2" onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('more', { count: more })}
        </Button>
      ) : null}
    </>
  )
}

function Differences({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="mt-2">
      <summary className="w-fit rounded font-medium underline underline-offset-2">{title}</summary>
      <div className="mt-2">{children}</div>
    </details>
  )
}

type TriedProps = Pick<ChangesProps, 'timeZone' | 'onReplay'> & Pick<BeforePublishing, 'replay'>

/** Whether these rules were tried on past refusals, and what came of it. */
function Tried({ replay, timeZone, onReplay }: TriedProps) {
  const t = useTranslations('ruleEditor.publishing')
  const { merchantSlug } = useEditor()
  const locale = parseLocale(useLocale())
  const look = 'font-medium text-ink underline decoration-edge underline-offset-4 hover:decoration-accent'
  return (
    <p className="flex items-start gap-2 border-t border-hairline pt-3 text-ink-2">
      <Icon
        name={replay?.isDone ? 'circle-check' : 'rotate-ccw-clock'}
        className={`mt-0.5 ${replay?.isDone ? 'text-green' : 'text-ink-3'}`}
      />
      <span className="min-w-0">
        {replay === null
          ? t('untried')
          : replay.isDone
            ? t(replay.judged === 0 ? 'triedNothing' : 'tried', {
                when: formatDateTime(replay.at, { locale, timeZone }),
                days: replay.days,
                judged: formatNumber(replay.judged, locale),
                changed: formatNumber(replay.changed, locale),
              })
            : t('trying')}{' '}
        {replay ? (
          <Link href={routingReplayHref(merchantSlug, replay.id) as Route} className={look}>
            {t('openReplay')}
          </Link>
        ) : (
          <button type="button" onClick={onReplay} className={`rounded-xs ${look}`}>
            {t('try')}
          </button>
        )}
      </span>
    </p>
  )
}
