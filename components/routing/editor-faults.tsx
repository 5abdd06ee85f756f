'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Icon } from '@/components/ui/icon'
import type { FieldIssue } from '@/lib/result'
import { mostConditions, mostRules, mostValues } from '@/lib/routing/schemas'
import { useEditor } from './editor-context'

/** What is wrong with a rule; paths begin at the rule. */
export type RuleFaults = readonly FieldIssue[]
/** One thing that is wrong, as a ready sentence. */
export type Fault = { path: string; text: string }

/** What is merely not there yet while a person is writing. */
export function isUnfinished({ path, code }: FieldIssue): boolean {
  if (code === 'required' || code === 'no_bounds') return true
  return code === 'too_small' && /(^|\.)(values|of)$/.test(path)
}

/** What is wrong at a place or inside it, as far as it is to be said by now. */
export function useFaults(faults: RuleFaults, path: string): readonly Fault[] {
  const t = useTranslations('ruleEditor.faults')
  const { strict } = useEditor()
  return useMemo(
    () =>
      faults
        .filter((fault) => fault.path === path || fault.path.startsWith(`${path}.`))
        .filter((fault) => strict || !isUnfinished(fault))
        .map((fault) => ({ path: fault.path, text: sentence(t, fault) })),
    [faults, path, strict, t],
  )
}

type Translate = ReturnType<typeof useTranslations<'ruleEditor.faults'>>

function sentence(t: Translate, { path, code, params }: FieldIssue): string {
  const field = path.replace(/^.*[.\]](?=\w)/, '')
  switch (field) {
    case 'values':
      return code === 'too_big' ? t('manyValues', { most: Number(params?.most) }) : t('values')
    case 'of':
      return t('noCondition')
    case 'locationId':
      return t(code === 'required' ? 'place' : 'placeGone')
    case 'afterDays':
      return t('afterDays')
    case 'storageDays':
      return t('storageDays')
    case 'rules':
      if (code === 'too_many_conditions') return t('manyConditions', { most: mostConditions })
      if (code === 'too_many_values') return t('manyValuesInAll', { most: mostValues })
      return t('manyRules', { most: mostRules })
    case 'from':
    case 'to':
      if (path.includes('.window.')) return t(code === 'empty_range' ? 'window' : 'time')
      if (code === 'no_bounds') return t('noBounds')
      if (code === 'empty_range') return t('emptyRange')
      return t(code === 'too_big' ? 'bigNumber' : 'number')
    default:
      return t('other')
  }
}

/** Under the thing that is wrong; `id` is what its control is described by. */
export function FaultLines({ id, faults }: { id: string; faults: readonly Fault[] }) {
  if (faults.length === 0) return null
  return (
    <ul id={id} className="mt-1 space-y-0.5 text-sm text-red-ink">
      {faults.map(({ path, text }) => (
        <li key={path} className="flex items-start gap-1">
          <Icon name="circle-exclamation-point" size={14} className="mt-0.75" />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  )
}
