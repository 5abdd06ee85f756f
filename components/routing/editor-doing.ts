'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState, type Dispatch, type SetStateAction } from 'react'
import { v7 } from 'uuid'
import { useToast } from '@/components/ui/toast'
import { defaultId, ruleElementId, type Doing } from './editor-context'
import { actionsFormOf, newCondition, nothingDecided, type RuleForm, type RulesForm } from './editor-form'
import { changeRule, copyOf, indexOf, insertRule, moveRule, removeRule } from './editor-moves'

type Asked = {
  form: RulesForm
  setForm: Dispatch<SetStateAction<RulesForm>>
}

export const addRuleId = 'add-rule'

function newRule(): RuleForm {
  return {
    id: v7(),
    name: '',
    note: '',
    enabled: true,
    match: 'all',
    of: [newCondition('reason')],
    then: { ...actionsFormOf(nothingDecided.otherwise), action: 'deliver' },
  }
}

/** What can be done with the rules and which of them is open; `told` is what a listener hears of it. */
export function useDoing({ form, setForm }: Asked) {
  const t = useTranslations('ruleEditor.told')
  const toast = useToast()
  const [openId, setOpenId] = useState<string | null>(null)
  const [told, setTold] = useState('')
  const latest = useRef({ form, openId })
  useEffect(() => {
    latest.current = { form, openId }
  }, [form, openId])

  const doing = useMemo(() => {
    function open(id: string | null) {
      const before = latest.current.openId
      setOpenId(id)
      if (id !== null) focusIn(id)
      else if (before !== null) focusIn(before)
    }

    function put(rule: RuleForm, at: number) {
      setForm((now) => insertRule(now, rule, at))
      setTold(t('added', { place: at + 1 }))
      open(rule.id)
    }

    function moveTo(id: string, to: number) {
      const { rules } = latest.current.form
      const from = indexOf(latest.current.form, id)
      if (to < 0 || to >= rules.length || from < 0) return
      const held = document.activeElement
      setForm((now) => moveRule(now, id, to))
      setTold(t('moved', { from: from + 1, place: to + 1, count: rules.length }))
      // A row that was taken to another place has lost the focus that was in it.
      requestAnimationFrame(() => {
        if (!(held instanceof HTMLElement) || !held.isConnected) return
        held.focus({ preventScroll: true })
        held.scrollIntoView({ block: 'nearest' })
      })
    }

    const actions: Doing = {
      open,
      change: (id, change) => setForm((now) => changeRule(now, id, change)),
      move: (id, by) => moveTo(id, indexOf(latest.current.form, id) + by),
      copy: (id) => {
        const at = indexOf(latest.current.form, id)
        const rule = latest.current.form.rules[at]
        if (rule) put(copyOf(rule, rule.name && t('copyName', { name: rule.name }), v7), at + 1)
      },
      addAfter: (id) => put(newRule(), indexOf(latest.current.form, id) + 1),
      remove: (id) => {
        const { rules } = latest.current.form
        const at = indexOf(latest.current.form, id)
        const rule = rules[at]
        if (!rule) return
        setForm((now) => removeRule(now, id))
        setOpenId((now) => (now === id ? null : now))
        toast({
          tone: 'grey',
          text: t('removed', { place: at + 1 }),
          action: { label: t('undo'), run: () => setForm((now) => insertRule(now, rule, at)) },
        })
        const next = rules[at + 1] ?? rules[at - 1]
        if (next) focusIn(next.id)
        else requestAnimationFrame(() => document.getElementById(addRuleId)?.focus())
      },
      jump: focusIn,
    }
    return { actions, moveTo, add: () => put(newRule(), latest.current.form.rules.length) }
  }, [setForm, t, toast])

  return { ...doing, openId, setOpenId, told }
}

/** Goes to a rule: to its sentence, or to the first field of its form when it is open by the next frame. */
function focusIn(id: string) {
  requestAnimationFrame(() => {
    const form = id === defaultId ? `#${defaultId}-way` : `[data-rule="${id}"] select`
    const target = document.getElementById(ruleElementId(id)) ?? document.querySelector<HTMLElement>(form)
    target?.focus({ preventScroll: true })
    const row = target?.closest<HTMLElement>('[data-rule]') ?? target
    row?.scrollIntoView({ block: row.offsetHeight > innerHeight * 0.7 ? 'start' : 'nearest' })
  })
}
