'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { useKeptDraft } from '@/components/drafts/kept-draft'
import { useSaveKey } from '@/components/drafts/use-save-key'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { LocalDate } from '@/lib/dates'
import { formatDateTime } from '@/lib/i18n/format'
import type { RoutingChoices, RuleDraft } from '@/lib/routing/queries'
import { mostRules } from '@/lib/routing/schemas'
import { namesOf } from '@/lib/routing/words'
import type { Writing } from '@/lib/typed-numbers'
import { defaultId, EditorContext, PlacesContext } from './editor-context'
import { DefaultRow } from './editor-default'
import { EditorDialogs, type EditorDialog } from './editor-dialogs'
import { addRuleId, useDoing } from './editor-doing'
import { startOf, useEditing, type Standing } from './editor-editing'
import { byRule, useFindings } from './editor-findings'
import { saySame } from './editor-checks'
import { formOf, type ActionsForm } from './editor-form'
import { keptRules, type KeptRulesDraft } from './editor-kept'
import { Dragging, RuleList } from './editor-list'
import { EditorSide, rulesFormId } from './editor-side'
import { useRoutingTongue } from './tongue'

type RuleEditorProps = {
  merchantSlug: string
  /** The person who writes, in this shop. */
  memberId: string
  timeZone: string
  writing: Writing
  now: Date
  /** The merchant's date. */
  today: LocalDate
  choices: RoutingChoices
  draft: RuleDraft | null
  standing: Standing
}

const nothing: [] = []

/** The shop's routing rules as sentences. What is written outlives the tab, and nobody overwrites anybody unasked. */
export function RuleEditor(props: RuleEditorProps) {
  const { memberId, draft, standing, writing } = props
  const keeping = useKeptDraft(keptRules, memberId, ({ form }) => {
    return !saySame(form, formOf(startOf(draft, standing).content, writing), writing)
  })
  return (
    <Dragging>
      <Board {...props} key={keeping.key} keeping={keeping} />
    </Dragging>
  )
}

function Board(props: RuleEditorProps & { keeping: KeptRulesDraft }) {
  const { merchantSlug, timeZone, writing, now, today, choices, standing, draft, keeping } = props
  const { kept } = keeping
  const t = useTranslations('ruleEditor')
  const drafts = useTranslations('drafts')
  const router = useRouter()
  const toast = useToast()
  const element = useRef<HTMLFormElement>(null)
  const tongue = useRoutingTongue()
  const [dialog, setDialog] = useState<EditorDialog | null>(null)
  const [aimed, setAimed] = useState(0)
  const [untouched, setUntouched] = useState(kept !== null)
  const editing = useEditing({ merchantSlug, writing, draft, standing, keeping })
  const { form, setForm, base, dirty, strict, saving, content } = editing
  const { actions, moveTo, add, openId, setOpenId, told } = useDoing({ form, setForm })
  const found = useFindings({ merchantSlug, form, writing, choices, today })
  const { findings } = found
  const [sorted, setSorted] = useState({ findings, by: byRule([], new Map()) })
  if (sorted.findings !== findings) setSorted({ findings, by: byRule(findings ?? [], sorted.by) })
  const names = useMemo(() => namesOf(choices), [choices])
  const [{ locale, t: words }] = useState(tongue)
  const context = useMemo(
    () => ({ merchantSlug, choices, names, tongue: { locale, t: words }, writing, today, strict }),
    [merchantSlug, choices, names, locale, words, writing, today, strict],
  )
  const order = form.rules.map(({ id }) => id).join()
  const places = useMemo(() => new Map(order.split(',').map((id, index) => [id, index + 1])), [order])
  const changeDefault = useCallback(
    (more: Partial<ActionsForm>) => setForm((was) => ({ ...was, otherwise: { ...was.otherwise, ...more } })),
    [setForm],
  )
  const full = form.rules.length >= mostRules

  async function save(): Promise<boolean> {
    if (saving.busy) return false
    setUntouched(false)
    const saved = await editing.save()
    if (!saved) showWrong()
    return saved
  }

  function showWrong() {
    const { firstFault } = editing
    if (!firstFault) return
    const place = /^rules\[(\d+)\]/.exec(firstFault.path)?.[1]
    setOpenId(place === undefined ? defaultId : (form.rules[Number(place)]?.id ?? null))
    setAimed((times) => times + 1)
  }

  // Only what is drawn can be found: the rule is open by now, and marked.
  useEffect(() => {
    if (aimed > 0) focusFirstWrong(element.current)
  }, [aimed])

  useSaveKey(() => {
    if (dialog === null) void save()
  })

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    // Rules are not saved by an Enter in one of their fields.
    const typing = event.target instanceof HTMLInputElement && event.key === 'Enter'
    if (typing && !event.ctrlKey && !event.metaKey) event.preventDefault()
    else if (typing) void save()
  }

  async function publish() {
    if (saving.busy) return
    const ready = editing.settled && !dirty && base.revision > 0 && content !== null
    if (!ready && !(await save())) return
    saving.forget()
    setDialog('publish')
  }

  function leave(text: string) {
    keeping.finish()
    setDialog(null)
    toast({ tone: 'green', text })
    router.push(`/${merchantSlug}/routing` as Route)
  }

  function published({ number, effectiveAt }: { number: number; effectiveAt: string }) {
    const later = new Date(effectiveAt).getTime() > Date.now()
    const when = formatDateTime(effectiveAt, { locale: writing.locale, timeZone, now })
    leave(later ? t('publishedLater', { number, when }) : t('published', { number }))
  }

  return (
    <EditorContext value={context}>
      <PlacesContext value={places}>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-5 xl:grid-cols-[minmax(0,1fr)_21rem]">
          <form
            ref={element}
            id={rulesFormId}
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
            <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <h2 className="font-semibold">{t('list.name')}</h2>
              <p className="text-ink-2">
                {t('list.count', {
                  count: form.rules.length,
                  off: form.rules.filter(({ enabled }) => !enabled).length,
                })}
              </p>
            </div>
            <RuleList rules={form.rules} openId={openId} findings={sorted.by} doing={actions} onDrop={moveTo}>
              <DefaultRow
                then={form.otherwise}
                alone={form.rules.length === 0}
                open={openId === defaultId}
                findings={sorted.by.get(defaultId) ?? nothing}
                doing={actions}
                onChange={changeDefault}
              />
            </RuleList>
            <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1">
              <Button
                id={addRuleId}
                icon="plus"
                aria-disabled={full || undefined}
                onClick={() => {
                  if (!full) add()
                }}
              >
                {t('list.add')}
              </Button>
              {form.rules.length > 1 ? (
                <p className="text-sm text-ink-3 pointer-coarse:hidden">{t('list.keys')}</p>
              ) : null}
            </div>
            {full ? <p className="mt-1 text-sm text-ink-3">{t('list.full', { most: mostRules })}</p> : null}
            <p role="status" className="sr-only">
              {told}
            </p>
          </form>
          <EditorSide
            editing={editing}
            draft={draft}
            standing={standing}
            found={found}
            timeZone={timeZone}
            now={now}
            keeping={keeping}
            restoredAt={kept && untouched ? kept.savedAt : null}
            onJump={actions.jump}
            onShow={showWrong}
            onPublish={publish}
            onDiscard={() => {
              saving.forget()
              setDialog('discard')
            }}
            onCompare={() => {
              // What is in force may be another version by now.
              router.refresh()
              setDialog('conflict')
            }}
          />
        </div>
        <EditorDialogs
          dialog={dialog}
          editing={editing}
          standing={standing}
          found={found}
          timeZone={timeZone}
          now={now}
          onClose={() => setDialog(null)}
          onJump={actions.jump}
          onPublished={published}
          onDiscarded={() => leave(drafts('discard.done'))}
        />
      </PlacesContext>
    </EditorContext>
  )
}

/** The first thing that is wrong gets the focus. */
function focusFirstWrong(form: HTMLFormElement | null) {
  const wrong = form?.querySelector<HTMLElement>('[data-wrong], [aria-invalid="true"]')
  wrong?.focus({ preventScroll: true })
  wrong?.scrollIntoView({ block: 'center' })
}
