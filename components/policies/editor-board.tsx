'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { FormProvider } from 'react-hook-form'
import { ConflictDialog, ConflictNotice } from '@/components/drafts/draft-conflict'
import { DraftRefusal } from '@/components/drafts/draft-refusal'
import { DraftState } from '@/components/drafts/draft-state'
import { DiscardDialog } from '@/components/drafts/discard-dialog'
import { useKeptDraft } from '@/components/drafts/kept-draft'
import { LeftNotice } from '@/components/drafts/left-notice'
import { useSaveKey } from '@/components/drafts/use-save-key'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { LocalDate } from '@/lib/dates'
import { formatDateTime, formatLongDate } from '@/lib/i18n/format'
import type { PolicyDraft } from '@/lib/policies/queries'
import { lawOnlyTerms } from '@/lib/policies/schemas'
import type { Writing } from '@/lib/typed-numbers'
import { EditorContext, type Choices } from './editor-context'
import { DecisionSection, WorkSection } from './editor-decision'
import { startOf, useEditing } from './editor-editing'
import { EditorExample } from './editor-example'
import { ExceptionsSection } from './editor-exceptions'
import { formOf, saySame } from './editor-form'
import { ExclusionsSection } from './editor-exclusions'
import { keptEdits, type KeptPolicyDraft } from './editor-kept'
import { PublishDialog, type Standing } from './editor-publish'
import { WindowSection } from './editor-window'
import { ReplayStart } from './replay-start'
import { TermsDiff } from './terms-diff'
import { WhatIfPanel } from './what-if-panel'

type PolicyEditorProps = {
  merchantSlug: string
  /** The person who writes, in this shop. */
  memberId: string
  timeZone: string
  writing: Writing
  now: Date
  /** The merchant's date. */
  today: LocalDate
  choices: Choices
  draft: PolicyDraft | null
  standing: Standing
}

const formId = 'policy-form'

/** The shop's return policy as sentences. What is written outlives the tab, and nobody overwrites anybody unasked. */
export function PolicyEditor(props: PolicyEditorProps) {
  const { memberId, draft, standing, writing } = props
  const keeping = useKeptDraft(keptEdits, memberId, ({ form }) => {
    return !saySame(form, formOf(startOf(draft, standing).content, writing), writing)
  })
  return <Board {...props} key={keeping.key} keeping={keeping} />
}

function Board(props: PolicyEditorProps & { keeping: KeptPolicyDraft }) {
  const { merchantSlug, timeZone, writing, now, today, choices, standing, draft, keeping } = props
  const { kept } = keeping
  const t = useTranslations('policies')
  const drafts = useTranslations('drafts')
  const router = useRouter()
  const toast = useToast()
  const element = useRef<HTMLFormElement>(null)
  const [open, setOpen] = useState<'publish' | 'discard' | 'conflict' | null>(null)
  const [fits, setFits] = useState<number | null>(null)
  const [refusals, setRefusals] = useState(0)
  const [untouched, setUntouched] = useState(kept !== null)
  const editing = useEditing({ merchantSlug, writing, choices, draft, standing, keeping })
  const { form, values, base, dirty, conflict, saving, terms, issues, issueAt } = editing
  const context = useMemo(() => ({ choices, writing, issueAt }), [choices, writing, issueAt])
  const busy = saving.busy !== null

  async function save(): Promise<boolean> {
    if (busy) return false
    setUntouched(false)
    const saved = await editing.save()
    if (!saved) setRefusals((times) => times + 1)
    return saved
  }

  // Only what is drawn can be found: what the server refused is marked by now.
  useEffect(() => {
    if (refusals > 0) focusFirstWrong(element.current)
  }, [refusals])

  useSaveKey(() => {
    if (open === null) void save()
  })

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    // A policy is not saved by an Enter in one of its fields.
    const typing = event.target instanceof HTMLInputElement && event.key === 'Enter'
    if (typing && !event.ctrlKey && !event.metaKey) event.preventDefault()
    else if (typing) void save()
  }

  function leave(text: string) {
    keeping.finish()
    setOpen(null)
    toast({ tone: 'green', text })
    router.push(`/${merchantSlug}/policy` as Route)
  }

  async function publish(effectiveFrom: LocalDate, note: string) {
    const done = await editing.publish({ effectiveFrom, ...(note.trim() ? { note } : {}) })
    if (!done) return
    const date = formatLongDate(done.effectiveFrom, writing.locale)
    leave(t('publish.done', { number: done.number, date }))
  }

  const notice = conflict ? (
    <ConflictNotice
      conflict={conflict}
      timeZone={timeZone}
      now={now}
      onCompare={() => {
        // What is in force may be another version by now.
        router.refresh()
        setOpen('conflict')
      }}
    />
  ) : (
    <>
      {saving.failed ? (
        <DraftRefusal failed={saving.failed} />
      ) : kept && untouched && dirty ? (
        <Notice tone="blue" icon="pencil">
          {drafts('state.restored', {
            when: formatDateTime(kept.savedAt, { locale: writing.locale, timeZone, now }),
          })}
        </Notice>
      ) : null}
      {keeping.left ? (
        <LeftNotice
          savedAt={keeping.left.savedAt}
          timeZone={timeZone}
          now={now}
          onTake={() => keeping.take(editing.written)}
          onForget={keeping.forget}
        />
      ) : null}
    </>
  )

  return (
    <EditorContext value={context}>
      <FormProvider {...form}>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 xl:grid-cols-[minmax(0,1fr)_21rem]">
          <form
            ref={element}
            id={formId}
            method="post"
            noValidate
            aria-label={t('form')}
            onKeyDown={onKeyDown}
            onSubmit={(event: FormEvent) => {
              event.preventDefault()
              void save()
            }}
            className="min-w-0"
          >
            <WindowSection />
            <ExceptionsSection fits={fits} />
            <ExclusionsSection />
            <DecisionSection />
            <WorkSection />
          </form>
          <div className="space-y-4 xl:sticky xl:top-17 xl:-m-1 xl:max-h-[calc(100dvh-5rem)] xl:self-start xl:overflow-y-auto xl:p-1">
            <DraftState
              formId={formId}
              base={draft?.revision === base.revision ? { ...base, by: byOf(draft) } : base}
              begun={
                standing.inForce
                  ? drafts('state.fromVersion', { number: standing.inForce.number })
                  : t('begunFromLaw')
              }
              dirty={dirty}
              wrong={issues.length}
              busy={saving.busy}
              timeZone={timeZone}
              now={now}
              notice={notice}
              trial={<ReplayStart merchantSlug={merchantSlug} terms={editing.checked} />}
              onShow={() => focusFirstWrong(element.current)}
              onPublish={async () => {
                if (busy) return
                // What is saved may have been overtaken: a category that is gone is marked like any other fault.
                const ready = !dirty && base.revision > 0 && terms !== null
                if (!ready && !(await save())) return
                saving.forget()
                setOpen('publish')
              }}
              onReset={editing.reset}
              onDiscard={() => {
                saving.forget()
                setOpen('discard')
              }}
            />
            <EditorExample
              rules={editing.rules}
              terms={editing.shaped}
              outside={values.outside}
              countFrom={values.countFrom}
              byChannel={values.exceptions.some(({ channel }) => channel !== '')}
              today={today}
              onFits={setFits}
            />
            <WhatIfPanel
              merchantSlug={merchantSlug}
              timeZone={timeZone}
              today={today}
              reasons={choices.reasons}
              terms={() => editing.shaped}
            />
          </div>
        </div>
        <PublishDialog
          open={open === 'publish' && terms !== null && !conflict}
          standing={standing}
          terms={terms ?? lawOnlyTerms}
          today={today}
          pending={saving.busy === 'publishing'}
          failed={saving.failed}
          onClose={() => setOpen(null)}
          onPublish={publish}
        />
        <DiscardDialog
          open={open === 'discard' && !conflict}
          pending={saving.busy === 'discarding'}
          failed={saving.failed}
          onClose={() => setOpen(null)}
          onDiscard={async () => {
            if (await saving.discard()) leave(drafts('discard.done'))
          }}
        />
        {conflict ? (
          <ConflictDialog
            open={open === 'conflict'}
            conflict={conflict}
            timeZone={timeZone}
            now={now}
            difference={
              terms ? (
                <TermsDiff
                  before={conflict.theirs?.terms ?? standing.inForce?.terms ?? lawOnlyTerms}
                  after={terms}
                  currency={writing.currency}
                  reasons={choices.reasons}
                />
              ) : null
            }
            pending={saving.busy === 'saving'}
            onClose={() => setOpen(null)}
            onTakeTheirs={() => {
              setOpen(null)
              editing.takeTheirs(conflict.theirs)
            }}
            onKeepMine={async () => {
              if (terms && (await editing.keepMine(terms, conflict.theirs))) setOpen(null)
            }}
          />
        ) : null}
      </FormProvider>
    </EditorContext>
  )
}

function byOf({ updatedBy, updatedAt }: PolicyDraft) {
  return { who: updatedBy, at: updatedAt }
}

/** The first thing that is wrong gets the focus. */
function focusFirstWrong(form: HTMLFormElement | null) {
  const wrong = form?.querySelector<HTMLElement>('[data-wrong], [aria-invalid="true"]')
  const control = wrong?.matches('input, select') ? wrong : wrong?.querySelector<HTMLElement>('input, select')
  control?.focus({ preventScroll: true })
  control?.scrollIntoView({ block: 'center' })
}
