import type { FilterGroup } from '@/components/data-table/filter-panel'
import type { Chip } from '@/components/data-table/list-bar'
import { caseKinds, owedStates, stages } from '@/lib/cases/machine'
import type { CaseList } from '@/lib/cases/queries'
import { caseColumns, caseListHref, type CaseSearch } from '@/lib/cases/search'
import { dueDay, dueQueues, type Due, type DueQueue } from '@/lib/deadlines/search'
import { formatPlainDate } from '@/lib/i18n/format'
import { outcomes } from '@/lib/policies/verdict'
import { reasonName, type Words } from './words'

type Named = Pick<CaseList, 'reasons' | 'locations'>

/** What the list may be narrowed by, as the filter's panel asks for it. */
export function filterGroups(
  search: CaseSearch,
  { t, locale }: Words,
  { reasons, locations }: Named,
): FilterGroup[] {
  return [
    {
      kind: 'options',
      title: t('list.name.stage'),
      param: 'stage',
      chosen: search.stage,
      options: stages.map((value) => ({ value, label: t(`stage.${value}`) })),
    },
    {
      kind: 'options',
      title: t('list.name.reason'),
      param: 'reason',
      chosen: search.reason,
      options: inTree(reasons)
        .filter(({ code, hidden }) => !hidden || search.reason.includes(code))
        .map((reason) => ({
          value: reason.code,
          label: reasonName(reason, reason.code, locale),
          inner: reason.parent !== null,
        })),
    },
    {
      kind: 'options',
      title: t('list.name.verdict'),
      param: 'verdict',
      chosen: search.verdict,
      options: outcomes.map((value) => ({ value, label: t(`verdict.${value}`) })),
    },
    {
      kind: 'options',
      title: t('list.name.kind'),
      param: 'kind',
      chosen: search.kind ? [search.kind] : [],
      options: caseKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    {
      kind: 'options',
      title: t('list.name.money'),
      param: 'money',
      chosen: search.money,
      options: owedStates.map((value) => ({ value, label: t(`money.${value}`) })),
    },
    {
      kind: 'options',
      title: t('list.name.location'),
      param: 'location',
      chosen: search.location,
      options: locations.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      kind: 'options',
      title: t('list.name.due'),
      param: 'due',
      chosen: search.due ? [search.due] : [],
      options: dueChoices(search.due).map((value) => ({ value, label: dueName(value, { t, locale }) })),
    },
    {
      kind: 'days',
      title: t('list.name.created'),
      from: { param: 'createdFrom', label: t('list.from'), value: search.createdFrom ?? '' },
      to: { param: 'createdTo', label: t('list.to'), value: search.createdTo ?? '' },
    },
  ]
}

/** The queues, and the day that the address asks for. */
function dueChoices(due: Due | null): Due[] {
  return due && dueDay(due) ? [...dueQueues, due] : [...dueQueues]
}

function dueName(due: Due, { t, locale }: Pick<Words, 't' | 'locale'>): string {
  const found = dueDay(due)
  if (!found) return t(`due.${due as DueQueue}`)
  return t(`due.${found.clock ?? 'any'}`, { date: formatPlainDate(found.day, locale) })
}

function inTree<Reason extends { code: string; parent: string | null }>(reasons: Reason[]): Reason[] {
  const under = (parent: string | null): Reason[] =>
    reasons.filter((reason) => reason.parent === parent).flatMap((reason) => [reason, ...under(reason.code)])
  return under(null)
}

export function columnGroups(search: CaseSearch, { t }: Words): FilterGroup[] {
  return [
    {
      kind: 'options',
      title: t('list.columns'),
      param: 'columns',
      chosen: search.columns,
      options: caseColumns
        .filter((key) => key !== 'number')
        .map((value) => ({ value, label: t(`list.column.${value}`) })),
    },
  ]
}

/** What narrows the list now, each with the list without it. */
export function filterChips(slug: string, search: CaseSearch, words: Words, names: Named): Chip[] {
  const { t, locale } = words
  const href = (change: Partial<CaseSearch>) => caseListHref(slug, search, change)
  const chips: Chip[] = []
  if (search.q) chips.push({ key: 'q', name: t('list.name.q'), value: search.q, without: href({ q: '' }) })
  for (const stage of search.stage) {
    const without = href({ stage: search.stage.filter((one) => one !== stage) })
    chips.push({ key: stage, name: t('list.name.stage'), value: t(`stage.${stage}`), without })
  }
  if (search.kind) {
    const value = t(`kind.${search.kind}`)
    chips.push({ key: search.kind, name: t('list.name.kind'), value, without: href({ kind: null }) })
  }
  for (const outcome of search.verdict) {
    const without = href({ verdict: search.verdict.filter((one) => one !== outcome) })
    const value = t(`verdict.${outcome}`)
    chips.push({ key: `verdict-${outcome}`, name: t('list.name.verdict'), value, without })
  }
  for (const state of search.money) {
    const without = href({ money: search.money.filter((one) => one !== state) })
    chips.push({ key: `money-${state}`, name: t('list.name.money'), value: t(`money.${state}`), without })
  }
  for (const code of search.reason) {
    const found = names.reasons.find((reason) => reason.code === code)
    const without = href({ reason: search.reason.filter((one) => one !== code) })
    chips.push({ key: code, name: t('list.name.reason'), value: reasonName(found, code, locale), without })
  }
  for (const id of search.location) {
    const value = names.locations.find((location) => location.id === id)?.name ?? '—'
    const without = href({ location: search.location.filter((one) => one !== id) })
    chips.push({ key: id, name: t('list.name.location'), value, without })
  }
  if (search.due) {
    const value = dueName(search.due, words)
    chips.push({ key: 'due', name: t('list.name.due'), value, without: href({ due: null }) })
  }
  const { createdFrom, createdTo } = search
  if (createdFrom || createdTo) {
    const from = createdFrom ? formatPlainDate(createdFrom, locale) : ''
    const to = createdTo ? formatPlainDate(createdTo, locale) : ''
    const value =
      from && to
        ? t('list.between', { from, to })
        : from
          ? t('list.since', { date: from })
          : t('list.until', { date: to })
    const without = href({ createdFrom: null, createdTo: null })
    chips.push({ key: 'created', name: t('list.name.created'), value, without })
  }
  return chips
}
