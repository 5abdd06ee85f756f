'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useState } from 'react'
import { useKeeping } from '@/components/drafts/kept-draft'
import { useSaving, type Base, type Conflict } from '@/components/drafts/saving'
import { useToast } from '@/components/ui/toast'
import { loadRuleDraft, submitRuleDiscard, submitRuleDraft } from '@/lib/routing/actions'
import type { RuleDraft } from '@/lib/routing/queries'
import type { RuleSetContent } from '@/lib/routing/schemas'
import type { Writing } from '@/lib/typed-numbers'
import { contentOf, faultsOf, saySame } from './editor-checks'
import { isUnfinished } from './editor-faults'
import { formOf, nothingDecided, type RulesForm } from './editor-form'
import type { KeptRules, KeptRulesDraft } from './editor-kept'
import type { Newer } from './editor-newer'

/** What the shop goes by, as far as its next version has to know it. */
export type Standing = {
  inForce: { number: number; content: RuleSetContent } | null
  /** Published last, whether it holds yet or not; null: nothing ever was. */
  last: Newer | null
  /** Versions that came out after the draft was begun, the newest first. */
  newer: readonly Newer[]
}

type Asked = {
  merchantSlug: string
  writing: Writing
  draft: RuleDraft | null
  standing: Standing
  keeping: KeptRulesDraft
}

/** Where the form begins: at the draft, else at what is in force, else at a person who decides. */
export function startOf(draft: RuleDraft | null, { inForce }: Standing): Base<RuleSetContent> {
  if (!draft) return { revision: 0, content: inForce?.content ?? nothingDecided, by: null }
  const { revision, content, updatedBy, updatedAt } = draft
  return { revision, content, by: { who: updatedBy, at: updatedAt } }
}

/** What was kept was begun from another state of the draft or, before there was one, from an earlier version. */
function isStale({ revision, version }: KeptRules, draft: RuleDraft | null, lastNumber: number): boolean {
  if (revision !== (draft?.revision ?? 0)) return true
  return revision === 0 && version !== undefined && version < lastNumber
}

/** The version that came out while there was no draft yet and the form was being written. */
function overtaking(kept: KeptRules | null, draft: RuleDraft | null, { last }: Standing) {
  if (draft || !last || last.number <= (kept?.version ?? Infinity)) return null
  return { number: last.number, who: last.publishedBy, at: last.publishedAt.toISOString() }
}

/** The form, what is wrong with it, what it was begun from, and how it is written. */
export function useEditing({ merchantSlug, writing, draft, standing, keeping }: Asked) {
  const t = useTranslations('drafts')
  const toast = useToast()
  const { kept } = keeping
  const [strict, setStrict] = useState(false)
  const [base, setBase] = useState<Base<RuleSetContent>>(() => {
    const start = startOf(draft, standing)
    return kept ? { ...start, revision: kept.revision } : start
  })
  const lastNumber = standing.last?.number ?? 0
  const [form, setForm] = useState<RulesForm>(() => kept?.form ?? formOf(base.content, writing))
  const saving = useSaving({
    save: (input) => submitRuleDraft(merchantSlug, input),
    discard: (input) => submitRuleDiscard(merchantSlug, input),
    load: () => loadRuleDraft(merchantSlug),
    base,
    lastNumber,
    onBase: setBase,
  })
  /** The form as it was when saving was tried last: what was refused then is no news once something else is written. */
  const [tried, setTried] = useState<RulesForm>()
  const [stale, setStale] = useState(kept !== null && isStale(kept, draft, lastNumber))
  const conflict: Conflict<RuleDraft> | undefined =
    saving.conflict ?? (stale ? { theirs: draft, published: overtaking(kept, draft, standing) } : undefined)
  const begun = useMemo(() => formOf(base.content, writing), [base.content, writing])
  // What is read of the rules may come a moment after the key that was typed in them.
  const settled = useDeferredValue(form)
  const content = useMemo(() => contentOf(settled, writing), [settled, writing])
  const faults = useMemo(() => (content ? [] : faultsOf(settled, writing)), [content, settled, writing])
  const dirty = useMemo(() => !saySame(settled, begun, writing), [settled, begun, writing])

  // What was begun from a version that is the newest no more stays so until the person has chosen.
  const version = stale ? kept?.version : lastNumber
  const written = dirty ? { revision: base.revision, version, form: settled } : null
  useKeeping(keeping.keep, written)

  /** Puts rules in the place of what is written, which can be had back. */
  function replace(next: RuleSetContent, text: string) {
    const before = form
    setForm(formOf(next, writing))
    toast({ tone: 'grey', text, action: { label: t('state.undo'), run: () => setForm(before) } })
  }

  /** @returns whether it is saved; if not, what is wrong is marked */
  async function save(): Promise<boolean> {
    setStrict(true)
    setTried(form)
    const whole = contentOf(form, writing)
    const saved = whole !== null && (await saving.save(whole))
    if (saved) toast({ tone: 'green', text: t('state.savedToast') })
    return saved
  }

  function settle() {
    setStale(false)
    saving.setConflict(undefined)
  }

  return {
    form,
    setForm,
    base,
    dirty,
    strict,
    conflict,
    failed: tried === form ? saving.failed : undefined,
    saving,
    content,
    /** What is kept of it; null: nothing, it says what is saved. */
    written,
    /** Whether all that is typed is read. */
    settled: settled === form,
    firstFault: faults[0],
    /** As far as it is to be said by now. */
    faults: strict ? faults : faults.filter((fault) => !isUnfinished(fault)),
    save,
    reset: () => replace(base.content, t('state.resetToast')),
    takeTheirs: (theirs: RuleDraft | null) => {
      const next = startOf(theirs, standing)
      setBase(next)
      settle()
      replace(next.content, t('conflict.tookTheirs'))
    },
    keepMine: async (mine: RuleSetContent, theirs: RuleDraft | null): Promise<boolean> => {
      const saved = await saving.save(mine, theirs?.revision ?? 0)
      if (saved) {
        settle()
        toast({ tone: 'green', text: t('state.savedToast') })
      }
      return saved
    },
  }
}
