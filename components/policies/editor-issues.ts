'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { mostDays } from '@/lib/policies/schemas'
import type { FieldIssue } from '@/lib/result'
import type { Writing } from '@/lib/typed-numbers'
import type { Choices, Issue } from './editor-context'
import type { PolicyForm } from './editor-form'

export type Rules = typeof import('./editor-rules')

/** The law, the checks and the judge, fetched once the page is on the screen. */
export function loadRules(): Promise<Rules> {
  return import('./editor-rules')
}

type Asked = {
  rules: Rules | null
  form: PolicyForm
  writing: Writing
  choices: Choices
  /** What the server refused, until something changes. */
  refused: readonly FieldIssue[]
  /** Whether what is merely not filled in yet is said too. */
  strict: boolean
}

/** What is merely not there yet while a person is writing. */
const unfinished = ['required', 'no_condition']

/** Everything that is wrong with the form, in words, as the person writes; `terms` and `shaped` as `checkForm` gives them. */
export function useIssues({ rules, form, writing, choices, refused, strict }: Asked) {
  const t = useTranslations('policies.issues')
  const checked = useMemo(() => rules?.checkForm(form, writing, choices), [rules, form, writing, choices])
  const faults = [...(checked?.faults ?? []), ...refused]
  const told = JSON.stringify(
    faults
      .filter(({ code }) => strict || !unfinished.includes(code))
      .map(({ path, code, params }): Issue => {
        const article = rules?.articleOf(String(params?.law ?? ''), writing.locale) ?? ''
        const fix = code === 'stricter_than_law' ? Number(params?.days) : undefined
        return { path, code, text: sentence(t, path, code, { ...params, article }), fix }
      }),
  )
  // Nothing is drawn anew as long as the same things are wrong.
  const issues = useMemo(() => JSON.parse(told) as Issue[], [told])
  const issueAt = useMemo(() => {
    const places = new Map(issues.toReversed().map((issue) => [issue.path, issue]))
    return (path: string) => places.get(path)
  }, [issues])
  return { terms: checked?.terms ?? null, shaped: checked?.shaped ?? null, issues, issueAt }
}

type Translate = ReturnType<typeof useTranslations<'policies.issues'>>
type Params = Record<string, string | number>

function sentence(t: Translate, path: string, code: string, params: Params): string {
  const field = path.replace(/^.*[.\]](?=\w)/, '')
  switch (code) {
    case 'stricter_than_law':
      return t('law', { days: Number(params.days), article: String(params.article) })
    case 'overlapping_band':
      return t('overlap', { by: String(params.by) })
    case 'never_fires':
      return t('neverFires', { by: String(params.by) })
    case 'duplicate':
      return t('twice', { by: String(params.by) })
    case 'no_condition':
      return t('noCondition')
    case 'empty_band':
      return t('band')
    case 'unknown_category':
      return t('category')
    case 'unknown_channel':
      return t('channel')
    case 'unknown_reason':
      return t('reason')
    case 'unknown_sku':
      return t('sku')
    default:
      return ofShape(t, field, code)
  }
}

/** What is not of its shape, by the last word of its place. */
function ofShape(t: Translate, field: string, code: string): string {
  switch (field) {
    case 'days':
      if (code === 'required') return t('daysNeeded')
      return code === 'too_big' ? t('daysMost', { most: mostDays }) : t('daysWhole')
    case 'priceFrom':
    case 'priceTo':
    case 'upTo':
      if (code === 'required') return t('sumNeeded')
      return t(code === 'too_big' ? 'sumMost' : 'sum')
    case 'pickupAttempts':
      return t('attempts')
    case 'daysBefore':
      return t('warnDays')
    case 'roles':
      return t('roles')
    case 'sku':
      return t('skuNeeded')
    case 'category':
      return t('categoryNeeded')
    case 'exceptions':
      return t('tooManyExceptions')
    case 'exclusions':
      return t('tooManyExclusions')
    default:
      return t('other')
  }
}
