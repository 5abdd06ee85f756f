'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useId, useRef, useState, useTransition, type FormEvent } from 'react'
import { v7 } from 'uuid'
import { DraftRefusal } from '@/components/drafts/draft-refusal'
import type { Failed } from '@/components/drafts/saving'
import { DialogFoot } from '@/components/pickups/dialog-foot'
import { useReturnFocus } from '@/components/pickups/use-return-focus'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { Refusal } from '@/lib/result'
import { submitRulePublish } from '@/lib/routing/actions'
import type { Finding } from '@/lib/routing/findings'
import { EffectiveField, momentOf, soonest, type Moment } from './effective-field'
import { RulesRefusal } from './rules-refusal'

type PublishProps = {
  open: boolean
  onClose: () => void
  slug: string
  timeZone: string
  /** Of the saved draft. */
  revision: number
  /** What the check says of it; null while it is being checked: the server checks in any case. */
  findings: readonly Finding[] | null
  onPublished: (published: { number: number; effectiveAt: string }) => void
}

/**
 * From when and why: the last look before a version that never changes. Stands inside ClientMessages with `routing`,
 * `drafts` and `errors`.
 */
export function PublishDialog(props: PublishProps) {
  const t = useTranslations('routing.publish')
  useReturnFocus(props.open)
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('title')}
      description={t('forever')}
      closeLabel={t('cancel')}
    >
      <Body {...props} />
    </Dialog>
  )
}

function Body({ slug, timeZone, revision, findings, onPublished, onClose }: PublishProps) {
  const t = useTranslations('routing.publish')
  const noteId = useId()
  const [moment, setMoment] = useState<Moment>(() => ({ later: false, ...soonest(new Date(), timeZone) }))
  const [momentError, setMomentError] = useState<'atNeeded' | 'atPast'>()
  const [note, setNote] = useState('')
  const [failed, setFailed] = useState<Failed>()
  const [pending, start] = useTransition()
  // The same thing said again is the same command: an answer that was lost is found, nothing is published twice.
  const last = useRef({ said: '', id: '' })
  const errors = findings?.filter(({ severity }) => severity === 'error').length ?? 0
  const warnings = findings?.filter(({ severity }) => severity === 'warning').length ?? 0

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (pending || errors > 0) return
    const at = moment.later ? momentOf(moment, timeZone) : null
    if (moment.later && at === null) return setMomentError('atNeeded')
    if (at !== null && at < new Date()) return setMomentError('atPast')
    const body = { expectedRevision: revision, effectiveAt: at?.toISOString() ?? null, note }
    const said = JSON.stringify(body)
    if (last.current.said !== said) last.current = { said, id: v7() }
    start(async () => {
      setFailed(undefined)
      const answer = await submitRulePublish(slug, { ...body, commandId: last.current.id }).catch(() => null)
      if (!answer) return setFailed('unreachable')
      if (answer.ok) return onPublished(answer.data)
      const past = answer.error.fields?.some(({ code }) => code === 'effective_in_past')
      if (past) setMomentError('atPast')
      else setFailed(answer.error)
    })
  }

  return (
    <form method="post" noValidate onSubmit={onSubmit}>
      <EffectiveField
        moment={moment}
        timeZone={timeZone}
        error={momentError && t(momentError)}
        onChange={(changed) => {
          setMoment(changed)
          setMomentError(undefined)
        }}
      />
      <Field id={noteId} label={t('note')} optional={t('optional')} hint={t('noteHint')} className="mt-4">
        {(aria) => (
          <Textarea
            {...aria}
            rows={3}
            maxLength={1000}
            value={note}
            placeholder={t('notePlaceholder')}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {errors > 0 ? (
        <Notice tone="red" className="mt-4">
          {t('errors', { count: errors })}
        </Notice>
      ) : null}
      {warnings > 0 ? (
        <Notice tone="amber" icon="triangle-exclamation-point" className="mt-4">
          {t('warnings', { count: warnings })}
        </Notice>
      ) : null}
      {failed ? <Failure failed={failed} timeZone={timeZone} /> : null}
      <DialogFoot>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          type="submit"
          variant="primary"
          icon="send"
          pending={pending}
          aria-disabled={errors > 0 || undefined}
        >
          {t(moment.later ? 'submitLater' : 'submit')}
        </Button>
      </DialogFoot>
    </form>
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
  const story = what === 'saved' ? 'changed' : number !== undefined ? 'published' : ('gone' as const)
  return (
    <>
      {t(`drafts.conflict.${story}`, { who, when, number: number ?? 0 })} {t('routing.publish.unpublished')}
    </>
  )
}
