import type { Locale } from './locale'

/** A moment: a Date, epoch milliseconds, or an RFC 3339 string with an offset. */
export type Moment = Date | number | string
export type ZonedFormat = { locale: Locale; timeZone: string; now?: Moment }

/** Тонкая неразрывная шпация, between groups of digits. */
const thin = '\u202f'
const nbsp = '\u00a0'

const tag: Record<Locale, string> = { ru: 'ru-RU', en: 'en-GB' }

// Building an Intl formatter costs far more than using one.
const dateFormats = new Map<string, Intl.DateTimeFormat>()
const numberFormats = new Map<string, Intl.NumberFormat>()
const relativeFormats = new Map<Locale, Intl.RelativeTimeFormat>()

function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  const found = dateFormats.get(key) ?? new Intl.DateTimeFormat(tag[locale], options)
  dateFormats.set(key, found)
  return found
}

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options)
  const found = numberFormats.get(key) ?? new Intl.NumberFormat(tag[locale], options)
  numberFormats.set(key, found)
  return found
}

function joinNumber(parts: Intl.NumberFormatPart[], locale: Locale): string {
  return parts
    .map((part) => {
      if (part.type === 'group') return locale === 'ru' ? thin : part.value
      if (part.type === 'literal') return part.value.replace(/\s/g, nbsp)
      if (part.type === 'minusSign') return '−'
      return part.value
    })
    .join('')
}

/** «12 345», at most `digits` after the comma (none unless given). */
export function formatNumber(value: number | bigint, locale: Locale, digits = 0): string {
  // Russian groups from five digits on by default; prices and counts stand in columns, so group always.
  const format = numberFormat(locale, { maximumFractionDigits: digits, useGrouping: 'always' })
  return joinNumber(format.formatToParts(value), locale)
}

/** «1 234 ₽» from minor units and an ISO 4217 code; the fraction only when there is one: «1 234,50 ₽». */
export function formatMoney(minor: number | bigint, currency: string, locale: Locale): string {
  const exponent =
    numberFormat(locale, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const unit = 10n ** BigInt(exponent)
  const whole = BigInt(minor) % unit === 0n
  const format = numberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    useGrouping: 'always',
    minimumFractionDigits: whole ? 0 : exponent,
    maximumFractionDigits: whole ? 0 : exponent,
  })
  return joinNumber(format.formatToParts(Number(minor) / Number(unit)), locale)
}

/** «12,5 %» from a fraction of one. */
export function formatPercent(fraction: number, locale: Locale, digits = 0): string {
  const format = numberFormat(locale, { style: 'percent', maximumFractionDigits: digits })
  return joinNumber(format.formatToParts(fraction), locale)
}

/** A number of things that was only counted up to `limit`: «1 000+» when it reached it. */
export function formatCapped(count: number, limit: number, locale: Locale): string {
  return count >= limit ? `${formatNumber(limit, locale)}+` : formatNumber(count, locale)
}

/** «4,2 МБ» from bytes. */
export function formatBytes(bytes: number, locale: Locale): string {
  const units = locale === 'ru' ? ['Б', 'КБ', 'МБ', 'ГБ'] : ['B', 'KB', 'MB', 'GB']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${formatNumber(bytes / 1024 ** power, locale, power === 0 ? 0 : 1)}${nbsp}${units[power]}`
}

function dateParts(moment: Moment, { locale, timeZone }: ZonedFormat) {
  const format = dateFormat(locale, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = Object.fromEntries(format.formatToParts(new Date(moment)).map((p) => [p.type, p.value]))
  return {
    weekday: parts.weekday ?? '',
    day: `${parts.day}${nbsp}${parts.month === 'Sept' ? 'Sep' : parts.month}`,
    year: parts.year ?? '',
    time: `${parts.hour}:${parts.minute}`,
  }
}

/** «21 нояб. 2026» in the given zone. */
export function formatDate(moment: Moment, how: ZonedFormat): string {
  const { day, year } = dateParts(moment, how)
  return `${day}${nbsp}${year}`
}

/** «21 нояб., 14:05»; with the year when it is not the year of `now`: «21 нояб. 2025, 14:05». */
export function formatDateTime(moment: Moment, how: ZonedFormat): string {
  const { day, year, time } = dateParts(moment, how)
  const thisYear = how.now === undefined || dateParts(how.now, how).year === year
  return `${day}${thisYear ? '' : nbsp + year}, ${time}`
}

/** «14:05» in the given zone. */
export function formatTime(moment: Moment, how: ZonedFormat): string {
  return dateParts(moment, how).time
}

/** «21 нояб. 2026» from a calendar date `YYYY-MM-DD`, which has no zone. */
export function formatPlainDate(date: string, locale: Locale): string {
  return formatDate(`${date}T00:00:00Z`, { locale, timeZone: 'UTC' })
}

/** «10 марта 2026» from a calendar date `YYYY-MM-DD`, for sentences; `year: false` leaves «10 марта». */
export function formatLongDate(
  date: string,
  locale: Locale,
  { year = true }: { year?: boolean } = {},
): string {
  const format = dateFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
  const parts = Object.fromEntries(format.formatToParts(new Date(date)).map((p) => [p.type, p.value]))
  return `${parts.day}${nbsp}${parts.month}${year ? nbsp + parts.year : ''}`
}

/** «сб, 21 нояб.» from a calendar date `YYYY-MM-DD`. */
export function formatWeekday(date: string, locale: Locale): string {
  const { weekday, day } = dateParts(`${date}T00:00:00Z`, { locale, timeZone: 'UTC' })
  return `${weekday}, ${day}`
}

/** «сб, 21 нояб., 18:00–21:00» from a calendar date and two times `HH:MM` or `HH:MM:SS`. */
export function formatSlot(slot: { date: string; from: string; to: string }, locale: Locale): string {
  return `${formatWeekday(slot.date, locale)}, ${slot.from.slice(0, 5)}–${slot.to.slice(0, 5)}`
}

const spans: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** «5 минут назад», «через 2 дня», «сейчас»: the distance from `now`, rounded towards it. */
export function formatRelative(moment: Moment, now: Moment, locale: Locale): string {
  const seconds = (new Date(moment).getTime() - new Date(now).getTime()) / 1000
  const format =
    relativeFormats.get(locale) ?? new Intl.RelativeTimeFormat(tag[locale], { numeric: 'always' })
  relativeFormats.set(locale, format)
  const [unit, length] = spans.find(([, span]) => Math.abs(seconds) >= span) ?? ['second', Infinity]
  if (unit === 'second') return locale === 'ru' ? 'сейчас' : 'now'
  return format.format(Math.trunc(seconds / length), unit).replace(/(\d) /, `$1${nbsp}`)
}

/** «+7 912 345-67-89» from E.164; a number of another country keeps its digits. */
export function formatPhone(e164: string): string {
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(e164)
  if (!russian) return e164
  const [, code, first, second, third] = russian
  return `+7${nbsp}${code}${nbsp}${first}-${second}-${third}`
}
