import type { FilterGroup } from '@/components/data-table/filter-panel'
import type { Chip } from '@/components/data-table/list-bar'
import { reasonName } from '@/components/cases/words'
import { formatPlainDate } from '@/lib/i18n/format'
import type { RefusalChoices } from '@/lib/refusals/queries'
import { refusalListHref, type RefusalSearch } from '@/lib/refusals/search'
import type { RefusalWords } from './words'

type Listed = 'rule' | 'reason' | 'hub' | 'carrier' | 'courier'
type Option = { value: string; label: string; inner?: boolean }

function ruleName(name: string, index: number, { r }: RefusalWords): string {
  const position = String(index + 1)
  return name === '' ? r('route.ruleUnnamed', { position }) : r('route.rule', { position, name })
}

function optionsOf(words: RefusalWords, choices: RefusalChoices, chosen: RefusalSearch) {
  const { r, locale } = words
  const named = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name })
  const groups: Record<Listed, Option[]> = {
    reason: inTree(choices.reasons)
      .filter(({ code, hidden }) => !hidden || chosen.reason.includes(code))
      .map((reason) => ({
        value: reason.code,
        label: reasonName(reason, reason.code, locale),
        inner: reason.parent !== null,
      })),
    rule: [
      ...choices.rules.map(({ id, name }, index) => ({ value: id, label: ruleName(name, index, words) })),
      ...(choices.rules.length > 0 ? [{ value: 'default', label: r('list.defaultRule') }] : []),
    ],
    hub: choices.hubs.map(named),
    carrier: choices.carriers.map(named),
    courier: choices.couriers.map(named),
  }
  // What the address asks for can be taken away again, also where it is not among the choices any more.
  for (const key of Object.keys(groups) as Listed[]) {
    const known = new Set(groups[key].map(({ value }) => value))
    for (const value of chosen[key].filter((one) => !known.has(one))) {
      groups[key].push({ value, label: key === 'rule' ? r('list.goneRule') : value })
    }
  }
  return groups
}

function inTree<Reason extends { code: string; parent: string | null }>(reasons: Reason[]): Reason[] {
  const under = (parent: string | null): Reason[] =>
    reasons.filter((reason) => reason.parent === parent).flatMap((reason) => [reason, ...under(reason.code)])
  return under(null)
}

const order: readonly Listed[] = ['reason', 'rule', 'hub', 'courier', 'carrier']

/** What the list may be narrowed by, as the filter's panel asks for it. */
export function filterGroups(
  search: RefusalSearch,
  words: RefusalWords,
  choices: RefusalChoices,
): FilterGroup[] {
  const { r } = words
  const options = optionsOf(words, choices, search)
  return [
    ...order
      .filter((param) => options[param].length > 0)
      .map((param) => ({
        kind: 'options' as const,
        title: r(`list.name.${param}`),
        param,
        chosen: search[param],
        options: options[param],
      })),
    {
      kind: 'days',
      title: r('list.name.days'),
      from: { param: 'from', label: r('list.from'), value: search.from ?? '' },
      to: { param: 'to', label: r('list.to'), value: search.to ?? '' },
    },
  ]
}

/** What narrows the list now, each with the list without it. */
export function filterChips(
  slug: string,
  search: RefusalSearch,
  words: RefusalWords,
  choices: RefusalChoices,
): Chip[] {
  const { r, locale } = words
  const href = (change: Partial<RefusalSearch>) => refusalListHref(slug, search, change)
  const options = optionsOf(words, choices, search)
  const chips: Chip[] = order.flatMap((param) =>
    search[param].map((value) => ({
      key: `${param}-${value}`,
      name: r(`list.name.${param}`),
      value: options[param].find((option) => option.value === value)?.label ?? value,
      without: href({ [param]: search[param].filter((one) => one !== value) }),
    })),
  )
  const { from, to } = search
  if (from || to) {
    const [since, until] = [from, to].map((day) => (day ? formatPlainDate(day, locale) : ''))
    const value =
      since && until
        ? r('list.between', { from: since, to: until })
        : since
          ? r('list.since', { date: since })
          : r('list.until', { date: until ?? '' })
    chips.push({ key: 'days', name: r('list.name.days'), value, without: href({ from: null, to: null }) })
  }
  return chips
}
