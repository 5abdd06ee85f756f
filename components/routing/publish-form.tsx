'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useId, useRef, useState, useTransition, type FormEvent, type ReactNode } from 'react'
import { v7 } from 'uuid'
import { DraftRefusal } from '@/components/drafts/draft-refusal'
import type { Failed } from '@/components/drafts/saving'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { Refusal } from '@/lib/result'
import { submitRulePublish } from '@/lib/routing/actions'
import type { BeforePublishing } from '@/lib/routing/queries'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { EffectiveField, momentOf, soonest, type Moment } from './effective-field'
import { PublishChanges, type Before } from './publish-changes'
import { RulesRefusal } from './rules-refusal'

type FormProps = {
  slug: string
  timeZone: string
  /** The saved draft. */
  revision: number
  content: RuleSetContent
  before: Before
  /** Whether the check is still to answer: nobody publishes over warnings that they have not seen. */
  checking: boolean
  warnings: number
  onClose: () => void
  onReplay: () => void
  /** A version came out meanwhile: what is said of it is to be read anew. */
  onOvertaken: () => void
  onPublished: (published: { number: number; effectiveAt: string }) => void
}

/** Number of the newest version there is, whether it holds yet or not; 0: none. */
function newestOf({ inForce, scheduled }: BeforePublishing): number {
  return Math.max(inForce?.number ?? 0, ...scheduled.map(({ number }) => number))
}

/** What changes, from when and why. */
export function PublishForm(props: FormProps) {
  const { slug, timeZone, revision, content, before, checking, warnings } = props
  const t = useTranslations('routing.publish')
  const words = useTranslations('ruleEditor.publishing')
  const noteId = useId()
  const [moment, setMoment] = useState<Moment>(() => ({ later: false, ...soonest(new Date(), timeZone) }))
  const [momentError, setMomentError] = useState<'atNeeded' | 'atPast'>()
  const [note, setNote] = useState('')
  const [failed, setFailed] = useState<Failed>()
  const [pending, start] = useTransition()
  // The same thing said again is the same command: an answer that was lost is found, nothing is published twice.
  const last = useRef({ said: '', id: '' })
  const waits = checking || before === 'loading'
  const at = moment.later ? momentOf(moment, timeZone) : null

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (pending || waits) return
    if (moment.later && at === null) return setMomentError('atNeeded')
    if (at !== null && at < new Date()) return setMomentError('atPast')
    const body = {
      expectedRevision: revision,
      expectedVersion: before === 'unknown' ? undefined : newestOf(before),
      effectiveAt: at?.toISOString() ?? null,
      note,
    }
    const said = JSON.stringify(body)
    if (last.current.said !== said) last.current = { said, id: v7() }
    start(async () => {
      setFailed(undefined)
      const answer = await submitRulePublish(slug, { ...body, commandId: last.current.id }).catch(() => null)
      if (!answer) return setFailed('unreachable')
      if (answer.ok) return props.onPublished(answer.data)
      const past = answer.error.fields?.some(({ code }) => code === 'effective_in_past')
      if (past) return setMomentError('atPast')
      setFailed(answer.error)
      if (answer.error.params?.what === 'published') props.onOvertaken()
    })
  }

  return (
    <form method="post" noValidate onSubmit={onSubmit} className="mt-4">
      <PublishChanges
        before={before}
        content={content}
        at={at ?? new Date(0)}
        timeZone={timeZone}
        onReplay={props.onReplay}
      />
      <div className="mt-4 border-t border-hairline pt-4">
        <EffectiveField
          moment={moment}
          timeZone={timeZone}
          error={momentError && t(momentError)}
          onChange={(changed) => {
            setMoment(changed)
            setMomentError(undefined)
          }}
        />
      </div>
      <Field id={noteId} label={t('note')} optional={t('optional')} hint={t('noteHint')} className="mt-4">
        {(aria) => (
          <Textarea
            {...aria}
            rows={2}
            maxLength={1000}
            value={note}
            placeholder={t('notePlaceholder')}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {failed ? <Failure failed={failed} timeZone={timeZone} /> : null}
      <PublishFoot>
        <Button onClick={props.onClose}>{t('cancel')}</Button>
        <Button
          type="submit"
          variant="primary"
          icon="send"
          pending={pending}
          aria-disabled={waits || pending || undefined}
        >
          {warnings > 0 && !checking
            ? words(moment.later ? 'submitLaterAnyway' : 'submitAnyway', { count: warnings })
            : t(moment.later ? 'submitLater' : 'submit')}
        </Button>
      </PublishFoot>
    </form>
  )
}

/** The buttons, which stay in sight however much there is to read. */
export function PublishFoot({ children }: { children: ReactNode }) {
  return (
    <div className="sticky -bottom-4 z-1 -mx-5 mt-4 -mb-4 flex justify-end gap-2 border-t border-hairline bg-surface px-5 py-3 max-sm:flex-col-reverse">
      {children}
    </div>
  )
}

function Failure({ failed, timeZone }: { failed: Failed; timeZone: string }) {
  const t = useTranslations('routing.publish')
  if (failed === 'unreachable' || (failed.code !== 'conflict' && failed.code !== 'invalid')) {
    return <DraftRefusal failed={failed} className="mt-4" />
  }
  return (
    <Notice tone="red" live="assertive" className="mt-4">
      {failed.code === 'invalid' ? (
        <RulesRefusal lead={t('invalid')} refusal={failed} />
      ) : (
        <Conflict refusal={failed} timeZone={timeZone} />
      )}
    </Notice>
  )
}

/** Who was first, and that nothing was published. */
function Conflict({ refusal, timeZone }: { refusal: Refusal; timeZone: string }) {
  const t = useTranslations()
  const locale = parseLocale(useLocale())
  const { what, who = '', at, number } = refusal.params ?? {}
  const when = at === undefined ? '' : formatDateTime(at, { locale, timeZone })
  if (what === 'published') return t('ruleEditor.publishing.overtaken', { number: number ?? 0, who, when })
  const story = what === 'saved' ? 'changed' : number !== undefined ? 'published' : ('gone' as const)
  return (
    <>
      {t(`drafts.conflict.${story}`, { who, when, number: number ?? 0 })} {t('routing.publish.unpublished')}
    </>
  )
}
