'use client'

import type { Route } from 'next'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useId, useRef, useState, useTransition } from 'react'
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
import { useToast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { submitRepublish } from '@/lib/routing/actions'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { ruleSetHref } from '@/lib/routing/search'
import type { RoutingNames } from '@/lib/routing/words'
import { RulesDiff } from './rules-diff'
import { RulesRefusal } from './rules-refusal'

type Numbered = { number: number; content: RuleSetContent }

type RepublishProps = {
  merchantSlug: string
  timeZone: string
  version: Numbered
  stands: 'past' | 'in_force' | 'scheduled'
  inForce: Numbered | null
  /** Versions that were to take effect later and will not. */
  cancels: readonly { number: number; when: string }[]
  /** Number of the newest version. */
  newest: number
  hasDraft: boolean
  names: RoutingNames
}

/**
 * Publishes a version's rules anew, having shown what that changes. Stands inside ClientMessages with `routing`, `diff`,
 * `drafts` and `errors`.
 */
export function VersionRepublish(props: RepublishProps) {
  const { version, stands } = props
  const t = useTranslations('routing.republish')
  const [open, setOpen] = useState(false)
  useReturnFocus(open)
  return (
    <>
      <Button icon="rotate-ccw" onClick={() => setOpen(true)}>
        {t(`do.${stands}`)}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t(`title.${stands}`, { number: version.number })}
        closeLabel={t('cancel')}
        size="lg"
      >
        <Body {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function Body(props: RepublishProps & { onClose: () => void }) {
  const { merchantSlug, version, newest, hasDraft, cancels, onClose } = props
  const t = useTranslations('routing')
  const router = useRouter()
  const toast = useToast()
  const noteId = useId()
  const [note, setNote] = useState('')
  const [failed, setFailed] = useState<Failed>()
  const [pending, start] = useTransition()
  // The same thing said again is the same command: an answer that was lost is found, nothing is published twice.
  const last = useRef({ said: '', id: '' })

  function submit() {
    const body = { number: version.number, expectedVersion: newest, note }
    const said = JSON.stringify(body)
    if (last.current.said !== said) last.current = { said, id: v7() }
    start(async () => {
      setFailed(undefined)
      const answer = await submitRepublish(merchantSlug, { ...body, commandId: last.current.id }).catch(
        () => null,
      )
      if (!answer) return setFailed('unreachable')
      if (!answer.ok) return setFailed(answer.error)
      onClose()
      const { number: published } = answer.data
      toast({ tone: 'green', text: t('republish.done', { number: version.number, published }) })
      router.push(`/${merchantSlug}/routing` as Route)
    })
  }

  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!pending) submit()
      }}
    >
      <p data-first tabIndex={-1} className="text-pretty outline-none!">
        {t('republish.lead')} {hasDraft ? t('republish.draftStays') : null}
      </p>
      {cancels.map(({ number, when }) => (
        <Notice key={number} tone="amber" icon="calendar-clock" className="mt-3">
          {t('republish.cancels', { number, when })}
        </Notice>
      ))}
      <Changes {...props} />
      <Field
        id={noteId}
        label={t('publish.note')}
        optional={t('publish.optional')}
        hint={t('publish.noteHint')}
        className="mt-4"
      >
        {(aria) => (
          <Textarea
            {...aria}
            rows={2}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {failed ? <Failure {...props} failed={failed} /> : null}
      <DialogFoot>
        <Button onClick={onClose}>{t('republish.cancel')}</Button>
        <Button type="submit" variant="primary" icon="send" pending={pending}>
          {t('republish.submit')}
        </Button>
      </DialogFoot>
    </form>
  )
}

/** What will be different from now. */
function Changes({ version, inForce, names }: RepublishProps) {
  const t = useTranslations('routing.republish')
  if (inForce === null) return null
  return (
    <>
      <h3 className="mt-5 mb-3 border-t border-hairline pt-4 font-semibold">
        {t('changes')}{' '}
        <span className="font-normal text-ink-2">{t('against', { number: inForce.number })}</span>
      </h3>
      {inForce.number === version.number ? (
        <p className="text-ink-2">{t('same')}</p>
      ) : (
        <RulesDiff before={inForce.content} after={version.content} names={names} />
      )}
    </>
  )
}

function Failure({
  failed,
  merchantSlug,
  timeZone,
  onClose,
}: RepublishProps & { failed: Failed; onClose: () => void }) {
  const t = useTranslations('routing.republish')
  const router = useRouter()
  const locale = parseLocale(useLocale())
  if (failed === 'unreachable' || (failed.code !== 'conflict' && failed.code !== 'invalid')) {
    return <DraftRefusal failed={failed} className="mt-4" />
  }
  const { number = 0, who = '', at } = failed.params ?? {}
  const when = at === undefined ? '' : formatDateTime(at, { locale, timeZone })
  return (
    <Notice tone="red" live="assertive" className="mt-4">
      {failed.code === 'invalid' ? (
        <RulesRefusal lead={t('invalid')} refusal={failed} />
      ) : (
        <>
          {t('conflict', { number, who, when })}{' '}
          <Link
            href={ruleSetHref(merchantSlug, Number(number)) as Route}
            onClick={() => {
              onClose()
              router.refresh()
            }}
            className="font-medium underline underline-offset-2"
          >
            {t('look')}
          </Link>
        </>
      )}
    </Notice>
  )
}
