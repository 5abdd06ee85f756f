import { Temporal } from 'temporal-polyfill'

/** How a column writes dates whose day and month are both numbers behind one another: `dmy` 03.04.2011 is 3 April. */
export type DateOrder = 'dmy' | 'mdy'

/** A date as written, without a zone unless it was written with one. */
type Written = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  offsetMinutes: number | null
}

const clock = String.raw`(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?)?`
const zone = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?`
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${clock}${zone}$`, 'i')
const compact = /^(\d{4})(\d{2})(\d{2})$/
const yearLast = new RegExp(
  String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: ?г\.?)?${clock}${zone}$`,
  'i',
)
const dayMonthName = new RegExp(
  String.raw`^(\d{1,2})[ \-.]+(\p{L}{3,9})\.?[ \-,.]+(\d{4}|\d{2})(?: ?г(?:ода|\.)?)?(?: в)?${clock}${zone}$`,
  'iu',
)
const monthNameDay = new RegExp(String.raw`^(\p{L}{3,9})\.? (\d{1,2}),? (\d{4})${clock}${zone}$`, 'iu')
const serial = /^\d{5}(?:[.,]\d+)?$/
const unix = /^1\d{9}(\d{3})?$/

const monthBeginnings = [
  ['янв', 'jan'],
  ['фев', 'feb'],
  ['мар', 'mar'],
  ['апр', 'apr'],
  ['май', 'мая', 'may'],
  ['июн', 'jun'],
  ['июл', 'jul'],
  ['авг', 'aug'],
  ['сен', 'sep'],
  ['окт', 'oct'],
  ['ноя', 'nov'],
  ['дек', 'dec'],
]

function monthOfName(name: string): number {
  const lower = name.toLowerCase()
  return monthBeginnings.findIndex((begins) => begins.some((begin) => lower.startsWith(begin))) + 1
}

function fullYear(text: string): number {
  const year = Number(text)
  return text.length === 2 ? (year < 70 ? 2000 : 1900) + year : year
}

/** The two leading numbers of `03/04/2011` when only the column's order can tell which is the month; else null. */
export function numericPair(text: string): { first: number; second: number; separator: string } | null {
  const match = yearLast.exec(text.trim())
  if (!match) return null
  return { first: Number(match[1]), second: Number(match[3]), separator: match[2] ?? '' }
}

function written(text: string, order: DateOrder): Written | null {
  let match = yearFirst.exec(text)
  if (match) return at(match[1], match[2], match[3], match.slice(4))
  match = yearLast.exec(text)
  if (match) {
    const [day, month] = order === 'dmy' ? [match[1], match[3]] : [match[3], match[1]]
    return at(match[4], month, day, match.slice(5))
  }
  match = dayMonthName.exec(text)
  if (match) return at(match[3], String(monthOfName(match[2] ?? '')), match[1], match.slice(4))
  match = monthNameDay.exec(text)
  if (match) return at(match[3], String(monthOfName(match[1] ?? '')), match[2], match.slice(4))
  match = compact.exec(text)
  if (match) return at(match[1], match[2], match[3], [])
  return serial.test(text) ? fromSerial(Number(text.replace(',', '.'))) : null
}

function at(year = '', month = '', day = '', rest: readonly (string | undefined)[]): Written {
  const half = rest[3]?.[0]?.toLowerCase()
  const hour = Number(rest[0] ?? 0)
  return {
    year: fullYear(year),
    month: Number(month),
    day: Number(day),
    hour: half === 'p' && hour < 12 ? hour + 12 : half === 'a' && hour === 12 ? 0 : hour,
    minute: Number(rest[1] ?? 0),
    second: Number(rest[2] ?? 0),
    offsetMinutes: rest[4] ? offsetOf(rest[4]) : null,
  }
}

function offsetOf(text: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(text)
  if (!match) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
}

/** Excel's day number in the 1900 system, 1954 to 2119: five digits that a text file kept of a date. */
function fromSerial(value: number): Written | null {
  if (value < 20_000 || value > 80_000) return null
  const date = new Date(Date.UTC(1899, 11, 30) + Math.round(value * 86_400) * 1000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    offsetMinutes: null,
  }
}

function isReal({ year, month, day, hour, minute, second }: Written): boolean {
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate() && hour < 24 && minute < 60 && second < 60
}

/** Whether a text is a date in the given order, or in any when none is given. */
export function isDate(text: string, order?: DateOrder): boolean {
  const trimmed = text.trim()
  return (order ? [order] : (['dmy', 'mdy'] as const)).some((each) => {
    const found = written(trimmed, each)
    return found !== null && isReal(found)
  })
}

/**
 * Reads dates of one column as instants: a text without a zone is taken in the merchant's zone (in the hour that is
 * skipped in spring the later clock counts, in the one that is twice in autumn the earlier). A date without a time is the
 * beginning of its day. The reader keeps what it has read, as a file's dates come in runs. Null: no date.
 */
export function dateReader(order: DateOrder, timeZone: string): (text: string) => Date | null {
  const known = new Map<string, Date | null>()
  return (text) => {
    const trimmed = text.trim()
    const before = known.get(trimmed)
    if (before !== undefined) return before
    const read = readDate(trimmed, order, timeZone)
    if (known.size >= 20_000) known.clear()
    known.set(trimmed, read)
    return read
  }
}

function readDate(text: string, order: DateOrder, timeZone: string): Date | null {
  if (unix.test(text)) return new Date(Number(text) * (text.length === 10 ? 1000 : 1))
  const found = written(text, order)
  if (!found || !isReal(found)) return null
  const { offsetMinutes, ...local } = found
  if (offsetMinutes !== null)
    return new Date(
      Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second) -
        offsetMinutes * 60_000,
    )
  return new Date(
    Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, { disambiguation: 'compatible' })
      .epochMilliseconds,
  )
}

export type RecognisedOrder = {
  order: DateOrder
  /** `ambiguous`: every date fits both orders and some differ, so a person must say; `mixed`: both were seen. */
  certainty: 'sure' | 'ambiguous' | 'mixed'
  /** A value that reads differently in the two orders. */
  example: string | null
}

/**
 * The order of day and month that a column's values prove: a first number above 12 is a day, a second one above 12 says
 * that the first is a month. With points and no proof it is day first, as nobody writes 12.31.2010; else it is ambiguous.
 * What is proposed then is day first, unless that would make dates after `now`.
 */
export function recogniseOrder(values: Iterable<string>, now: Date): RecognisedOrder {
  let dayFirst = 0
  let monthFirst = 0
  let open = 0
  let futureIfDayFirst = 0
  let futureIfMonthFirst = 0
  let points = true
  let example: string | null = null
  for (const value of values) {
    const pair = numericPair(value)
    if (!pair) continue
    if (pair.first > 12 && pair.second <= 12) dayFirst += 1
    else if (pair.second > 12 && pair.first <= 12) monthFirst += 1
    else if (pair.first !== pair.second) {
      open += 1
      example ??= value.trim()
      if (isAfter(value, 'dmy', now)) futureIfDayFirst += 1
      if (isAfter(value, 'mdy', now)) futureIfMonthFirst += 1
      if (pair.separator !== '.') points = false
    }
  }
  if (dayFirst > 0 && monthFirst > 0)
    return { order: dayFirst >= monthFirst ? 'dmy' : 'mdy', certainty: 'mixed', example }
  if (dayFirst > 0 || monthFirst > 0)
    return { order: dayFirst > 0 ? 'dmy' : 'mdy', certainty: 'sure', example }
  if (open === 0 || points) return { order: 'dmy', certainty: 'sure', example }
  const order = futureIfDayFirst > futureIfMonthFirst ? 'mdy' : 'dmy'
  return { order, certainty: 'ambiguous', example }
}

function isAfter(text: string, order: DateOrder, now: Date): boolean {
  const read = readDate(text.trim(), order, 'UTC')
  return read !== null && read.getTime() > now.getTime() + 86_400_000
}
