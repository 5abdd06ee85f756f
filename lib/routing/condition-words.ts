/** Conditions of routing rules as parts of a sentence, from the `routing` messages. */
import { weekdays, type Weekday } from '@/lib/dates'
import { formatMoney, formatNumber } from '@/lib/i18n/format'
import { mark } from './phrase'
import type { Condition } from './schemas'
import type { RoutingNames, RoutingTongue } from './words'

export type Context = { names: RoutingNames; tongue: RoutingTongue }

export function listed(
  parts: readonly string[],
  type: 'conjunction' | 'disjunction',
  { tongue }: Context,
): string {
  return new Intl.ListFormat(tongue.locale === 'ru' ? 'ru-RU' : 'en-GB', { type }).format(parts)
}

/** A part of a sentence; a `long` one has commas or «или» of its own and is set off from the next. */
export type Part = { text: string; long: boolean }

export function conditionText(condition: Condition, context: Context): Part {
  const { names, tongue } = context
  const { t } = tongue
  switch (condition.field) {
    case 'reason':
    case 'region':
    case 'city':
    case 'hub':
    case 'carrier':
    case 'category':
    case 'sku':
    case 'supplier': {
      const { field, op } = condition
      const each = condition.values.map((value) => valueText(field, value, context))
      const without = op === 'not_in' || op === 'none'
      const values = listed(each, without ? 'conjunction' : 'disjunction', context)
      return {
        text: t(`words.${field}.${op}`, { values, count: each.length }),
        long: each.length > 1 || op === 'not_in',
      }
    }
    case 'price':
    case 'parcelValue': {
      const sum = (minor: number) => mark(formatMoney(minor, names.currency, tongue.locale))
      return rangeText(condition, sum, context)
    }
    case 'weight':
      return rangeText(condition, (grams) => mark(weightText(grams, context)), context)
    case 'attempt':
      return { text: attemptText(condition, context), long: false }
    case 'weekday':
      return weekdayText(condition.values, context)
    default: {
      const { field, values } = condition
      const each = values.map((value) => mark(t(`words.${field}.${value}`)))
      return {
        text: t(`words.${field}.in`, { values: listed(each, 'disjunction', context) }),
        long: each.length > 1,
      }
    }
  }
}

/** A name of the shop's own stands as it is written; a reason fits into the sentence. */
function valueText(field: Condition['field'], value: string, { names, tongue }: Context): string {
  const { t, locale } = tongue
  const orGone = (name: string | undefined) =>
    name === undefined ? mark(t('words.gone.code', { code: value }), 'gone') : mark(name)
  switch (field) {
    case 'reason': {
      const name = names.reasons.get(value)?.[locale]
      return name === undefined ? mark(t('words.gone.reason'), 'gone') : mark(uncapitalised(name))
    }
    case 'hub':
      return orGone(names.hubs.get(value))
    case 'carrier':
      return orGone(names.carriers.get(value))
    case 'category':
    case 'supplier':
      return mark(quoted(value, tongue))
    default:
      return mark(value)
  }
}

/** «Брак» → «брак»; «СДЭК потерял» keeps its capitals. */
export function uncapitalised(name: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}

/** A name that has quotation marks already is not put into a second pair. */
export function quoted(name: string, { t }: RoutingTongue): string {
  return /[«“"]/.test(name) ? name : t('words.quoted', { value: name })
}

type Range = Extract<Condition, { op: 'between' }>

function rangeText({ field, from, to }: Range, say: (bound: number) => string, context: Context): Part {
  const { t } = context.tongue
  if (from !== null && to !== null) {
    return { text: t(`words.${field}.between`, { from: say(from), to: say(to) }), long: true }
  }
  const text =
    from === null
      ? t(`words.${field}.to`, { to: say(to ?? 0) })
      : t(`words.${field}.from`, { from: say(from) })
  return { text, long: false }
}

/** «1,5 кг», «300 г». */
function weightText(grams: number, { tongue: { t, locale } }: Context): string {
  return grams >= 1000
    ? t('words.kilograms', { amount: formatNumber(grams / 1000, locale, 3) })
    : t('words.grams', { amount: formatNumber(grams, locale) })
}

function attemptText({ from, to }: Range, { tongue: { t } }: Context): string {
  const first = Math.max(1, from ?? 1)
  if (to === null) {
    return first === 1 ? t('words.attempt.any') : t('words.attempt.from', { from: mark(String(first)) })
  }
  const last = to - 1
  if (last < first) return t('words.attempt.never')
  return first === last
    ? t('words.attempt.one', { number: mark(String(first)) })
    : t('words.attempt.between', { numbers: mark(`${first}–${last}`) })
}

function weekdayText(given: readonly string[], context: Context): Part {
  const { t } = context.tongue
  const days = weekdays.filter((day) => given.includes(day))
  const are = (wanted: readonly Weekday[]) => days.join() === wanted.join()
  if (are(weekdays)) return { text: t('words.weekday.every'), long: false }
  if (are(weekdays.slice(0, 5)) || are(weekdays.slice(5))) {
    const name = mark(t(`words.weekday.${days.length === 5 ? 'workdays' : 'weekend'}`))
    return { text: t('words.weekday.in', { days: name }), long: false }
  }
  const runs = runsOf(days).map((run) => {
    const [from, to] = [run[0], run.at(-1)].map((day) => t(`words.weekday.${day}`))
    return mark(run.length > 2 ? t('words.weekday.range', { from: from ?? '', to: to ?? '' }) : (from ?? ''))
  })
  const values = listed(runs, 'conjunction', context)
  return { text: t('words.weekday.in', { days: t('words.weekday.some', { values }) }), long: runs.length > 1 }
}

/** Three days and more that follow each other stand together; other days alone. */
function runsOf(days: readonly Weekday[]): Weekday[][] {
  const runs: Weekday[][] = []
  for (const day of days) {
    const last = runs.at(-1)?.at(-1)
    if (last && weekdays.indexOf(day) === weekdays.indexOf(last) + 1) runs.at(-1)?.push(day)
    else runs.push([day])
  }
  return runs.flatMap((run) => (run.length > 2 ? [run] : run.map((day) => [day])))
}
