'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useKeeping } from '@/components/drafts/kept-draft'
import { useSaving, type Base, type Conflict } from '@/components/drafts/saving'
import { useToast } from '@/components/ui/toast'
import { loadDraft, submitDiscard, submitDraft, submitPublish } from '@/lib/policies/actions'
import type { PolicyDraft } from '@/lib/policies/queries'
import { lawOnlyTerms, type PolicyTerms, type PublishDraftInput } from '@/lib/policies/schemas'
import type { Writing } from '@/lib/typed-numbers'
import type { Choices } from './editor-context'
import { formOf, saySame, type PolicyForm } from './editor-form'
import { loadRules, useIssues, type Rules } from './editor-issues'
import type { KeptPolicyDraft } from './editor-kept'
import type { Standing } from './editor-publish'

type Publishing = Pick<PublishDraftInput, 'effectiveFrom' | 'note'>

type Asked = {
  merchantSlug: string
  writing: Writing
  choices: Choices
  draft: PolicyDraft | null
  standing: Standing
  keeping: KeptPolicyDraft
}

/** Where the form begins: at the draft, else at what is in force, else at what the law asks for. */
export function startOf(draft: PolicyDraft | null, { inForce }: Standing): Base<PolicyTerms> {
  if (!draft) return { revision: 0, content: inForce?.terms ?? lawOnlyTerms, by: null }
  const { revision, terms, updatedBy, updatedAt } = draft
  return { revision, content: terms, by: { who: updatedBy, at: updatedAt } }
}

/** The form, what is wrong with it, what it was begun from, and how it is written. */
export function useEditing({ merchantSlug, writing, choices, draft, standing, keeping }: Asked) {
  const t = useTranslations('drafts')
  const toast = useToast()
  const { kept } = keeping
  const [strict, setStrict] = useState(false)
  const [base, setBase] = useState<Base<PolicyTerms>>(() => {
    const start = startOf(draft, standing)
    return kept ? { ...start, revision: kept.revision } : start
  })
  const [begun] = useState(() => kept?.form ?? formOf(base.content, writing))
  const form = useForm<PolicyForm>({ defaultValues: begun })
  const [values, setValues] = useState(begun)
  const [rules, setRules] = useState<Rules | null>(null)
  const saving = useSaving({
    save: ({ content, ...input }) => submitDraft(merchantSlug, { ...input, terms: content }),
    discard: (input) => submitDiscard(merchantSlug, input),
    load: () => loadDraft(merchantSlug),
    base,
    lastNumber: standing.lastNumber,
    onBase: setBase,
  })
  const [stale, setStale] = useState(kept !== null && kept.revision !== (draft?.revision ?? 0))
  const conflict: Conflict<PolicyDraft> | undefined =
    saving.conflict ?? (stale ? { theirs: draft, published: null } : undefined)
  const found = useIssues({ rules, form: values, writing, choices, refused: saving.refused, strict })
  const dirty = !saySame(values, formOf(base.content, writing), writing)

  useEffect(() => {
    let here = true
    loadRules().then(
      (loaded) => here && setRules(loaded),
      // Asked for again when they are needed.
      () => undefined,
    )
    return () => {
      here = false
    }
  }, [])

  const changed = useEffectEvent((next: PolicyForm) => {
    setValues(structuredClone(next))
    saving.forget()
  })
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values: next }) => changed(next) }),
    [form],
  )

  const written = dirty ? { revision: base.revision, form: values } : null
  useKeeping(keeping.keep, written)

  function put(next: PolicyForm) {
    form.reset(next)
    setValues(structuredClone(next))
    saving.forget()
  }

  /** Puts terms in the place of what is written, which can be had back. */
  function replace(next: PolicyTerms, text: string) {
    const before = structuredClone(form.getValues())
    put(formOf(next, writing))
    toast({ tone: 'grey', text, action: { label: t('state.undo'), run: () => put(before) } })
  }

  /**
   * What is written as terms, checked as soon as the checks are here; null: something is wrong with it.
   * @throws when they cannot be fetched
   */
  async function checked(): Promise<PolicyTerms | null> {
    const loaded = rules ?? (await loadRules())
    setRules(loaded)
    return loaded.checkForm(form.getValues(), writing, choices).terms
  }

  /** @returns whether it is saved; if not, what is wrong is marked, and the first of it has the focus */
  async function save(): Promise<boolean> {
    setStrict(true)
    const said = await checked().catch(() => undefined)
    if (said === undefined) {
      saving.setFailed('unreachable')
      return false
    }
    const saved = said !== null && (await saving.save(said))
    if (saved) toast({ tone: 'green', text: t('state.savedToast') })
    return saved
  }

  function settle() {
    setStale(false)
    saving.setConflict(undefined)
  }

  return {
    form,
    values,
    rules,
    base,
    dirty,
    conflict,
    saving,
    /** What is kept of it; null: nothing, it says what is saved. */
    written,
    ...found,
    checked,
    save,
    publish: (how: Publishing) =>
      saving.send('publishing', { ...how, expectedRevision: base.revision }, (input) =>
        submitPublish(merchantSlug, input),
      ),
    reset: () => replace(base.content, t('state.resetToast')),
    takeTheirs: (theirs: PolicyDraft | null) => {
      const next = startOf(theirs, standing)
      setBase(next)
      settle()
      replace(next.content, t('conflict.tookTheirs'))
    },
    keepMine: async (mine: PolicyTerms, theirs: PolicyDraft | null): Promise<boolean> => {
      const saved = await saving.save(mine, theirs?.revision ?? 0)
      if (saved) {
        settle()
        toast({ tone: 'green', text: t('state.savedToast') })
      }
      return saved
    },
  }
}
