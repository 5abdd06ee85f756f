import type { KnownValues } from './findings'
import {
  conditionFields,
  fixedFields,
  fixedValues,
  manyFields,
  rangeFields,
  type Condition,
  type ConditionField,
  type FixedField,
  type ManyField,
  type RangeField,
} from './schemas'

/**
 * What refusals can be, as far as the conditions of a rule set tell them apart. Every field is cut into cells that no
 * condition divides: named values that always stand together, ranges between bounds, and all that nobody names. A parcel has
 * one cell of a field, or one or more of a many-field. (Nothing at all there is for every condition the same as a value that
 * nobody names: `any` and `all` fail, `none` holds.)
 */

export type Bits = Uint32Array

export type Cell = {
  /** One value out of the cell; null: one that no condition names, or not known. */
  value: string | number | null
  /** Of a range: from here on, and up to there (not included). */
  low: number
  high: number
  /** Named by a condition, or between two bounds: more telling than the rest. */
  telling: boolean
}

export type Domain = {
  field: ConditionField
  many: boolean
  cells: Cell[]
  /** Where its bits begin, and how many words they take. */
  at: number
  words: number
  full: Bits
}

/** What has been done to answer questions about a space: about a nanosecond each, counted where loops run. */
export type Work = { done: number }

/** The domains of one rule set and, for every condition in it, the cells that it names. */
export type Space = {
  domains: ReadonlyMap<ConditionField, Domain>
  price: Domain
  parcelValue: Domain
  named: ReadonlyMap<Condition, Bits>
  words: number
  work: Work
}

export function emptyBits(size: number): Bits {
  return new Uint32Array(Math.max(1, Math.ceil(size / 32)))
}

export function setBit(bits: Bits, index: number): void {
  bits[index >> 5]! |= 1 << (index & 31)
}

export function bitsWhere(cells: readonly Cell[], isIn: (cell: Cell) => boolean): Bits {
  const bits = emptyBits(cells.length)
  cells.forEach((cell, index) => {
    if (isIn(cell)) setBit(bits, index)
  })
  return bits
}

function bitsBetween(size: number, from: number, to: number): Bits {
  const bits = emptyBits(size)
  for (let index = from; index < to; index += 1) setBit(bits, index)
  return bits
}

type Cut = { cells: Cell[]; named: Map<Condition, Bits> }

const nameless: Cell = { value: null, low: 0, high: 0, telling: false }

/** A value and all names by which conditions mean it. */
type Named = { value: string; names: readonly string[] }

/** Values that exactly the same conditions name make one cell; what nobody names is the last one. */
function cutValues(
  values: Iterable<Named>,
  conditions: readonly { condition: Condition; of: string[] }[],
): Cut {
  const naming = new Map<string, number[]>()
  conditions.forEach(({ of }, index) => {
    for (const name of new Set(of)) {
      const by = naming.get(name)
      if (by) by.push(index)
      else naming.set(name, [index])
    }
  })
  const cells = new Map<string, { cell: Cell; by: number[] }>()
  for (const { value, names } of values) {
    const by = [...new Set(names.flatMap((name) => naming.get(name) ?? []))].sort((a, b) => a - b)
    const key = by.join()
    const known = cells.get(key)
    const isNamed = naming.has(value)
    if (by.length > 0 && (!known || (isNamed && !known.cell.telling))) {
      cells.set(key, { cell: { ...nameless, value, telling: isNamed }, by })
    }
  }
  const cut = [...cells.values()]
  const all = [...cut.map(({ cell }) => cell), nameless]
  const named = conditions.map(() => emptyBits(all.length))
  cut.forEach(({ by }, index) => by.forEach((condition) => setBit(named[condition]!, index)))
  return { cells: all, named: new Map(conditions.map(({ condition }, index) => [condition, named[index]!])) }
}

/** Every reason with what it stands under, itself first; a code that is not there any more stands alone. */
function reasonsOf(reasons: KnownValues['reasons'], codes: Iterable<string>): Named[] {
  const parents = new Map(reasons.map(({ code, parent }) => [code, parent]))
  return [...new Set([...codes, ...parents.keys()])].map((value) => {
    const names: string[] = []
    for (let at: string | null = value; at !== null && !names.includes(at); at = parents.get(at) ?? null) {
      names.push(at)
    }
    return { value, names }
  })
}

const leastOf: Record<RangeField, number> = { price: 0, parcelValue: 0, weight: 0, attempt: 1 }

/** A number out of the range that is easy to take for an example. */
function exampleIn(field: RangeField, low: number, high: number): number {
  if (low > leastOf[field] || field === 'attempt' || high === Infinity) return low
  return Math.floor(high / 2)
}

function cutRange(
  field: RangeField,
  conditions: readonly { condition: Condition; from: number; to: number }[],
): Cut {
  const least = leastOf[field]
  const bounds = conditions.flatMap(({ from, to }) => [from, to])
  const cuts = [...new Set([least, ...bounds.filter((one) => one > least && one < Infinity)])]
  const lows = cuts.sort((a, b) => a - b)
  const cells = lows.map((low, index): Cell => {
    const high = lows[index + 1] ?? Infinity
    return { value: exampleIn(field, low, high), low, high, telling: index > 0 && high < Infinity }
  })
  // A weight that is not known is in no range.
  const unknown = field === 'weight' ? [{ ...nameless, low: NaN, high: NaN }] : []
  const all = [...cells, ...unknown]
  const at = new Map(lows.map((low, index) => [low, index]))
  const endOf = (to: number) => (to === Infinity ? cells.length : 0)
  return {
    cells: all,
    named: new Map(
      conditions.map(({ condition, from, to }) => [
        condition,
        bitsBetween(all.length, at.get(Math.max(from, least)) ?? cells.length, at.get(to) ?? endOf(to)),
      ]),
    ),
  }
}

function cutFixed(field: FixedField, conditions: readonly { condition: Condition; of: string[] }[]): Cut {
  const values: readonly string[] = fixedValues[field]
  const cells = values.map((value): Cell => ({ ...nameless, value, telling: true }))
  const all = field === 'payment' ? [...cells, nameless] : cells
  return {
    cells: all,
    named: new Map(
      conditions.map(({ condition, of }) => [
        condition,
        bitsWhere(all, ({ value }) => typeof value === 'string' && of.includes(value)),
      ]),
    ),
  }
}

const isMany = (field: ConditionField): field is ManyField => manyFields.some((one) => one === field)
const isRange = (field: ConditionField): field is RangeField => rangeFields.some((one) => one === field)
const isFixed = (field: ConditionField): field is FixedField => fixedFields.some((one) => one === field)

function cut(field: ConditionField, conditions: readonly Condition[], reasons: KnownValues['reasons']): Cut {
  const ranges = conditions.flatMap((condition) =>
    condition.op === 'between'
      ? [{ condition, from: condition.from ?? 0, to: condition.to ?? Infinity }]
      : [],
  )
  if (isRange(field)) return cutRange(field, ranges)
  const naming = conditions.flatMap((condition) =>
    condition.op === 'between' ? [] : [{ condition, of: condition.values }],
  )
  if (isFixed(field)) return cutFixed(field, naming)
  const values = new Set(naming.flatMap(({ of }) => of))
  return field === 'reason'
    ? cutValues(reasonsOf(reasons, values), naming)
    : cutValues(
        [...values].map((value) => ({ value, names: [value] })),
        naming,
      )
}

/**
 * The space in which these conditions are told apart. Fields are taken to be independent, but for one: a parcel's value is
 * never below the price of a piece in it.
 */
export function spaceOf(conditions: readonly Condition[], reasons: KnownValues['reasons']): Space {
  const named = new Map<Condition, Bits>()
  const byField = Map.groupBy(conditions, ({ field }) => field)
  let words = 0
  const domainOf = (field: ConditionField): Domain => {
    const { cells, named: inField } = cut(field, byField.get(field) ?? [], reasons)
    for (const [condition, bits] of inField) named.set(condition, bits)
    const full = bitsWhere(cells, () => true)
    const domain = { field, many: isMany(field), cells, at: words, words: full.length, full }
    words += full.length
    return domain
  }
  const price = domainOf('price')
  const parcelValue = domainOf('parcelValue')
  const domains = new Map<ConditionField, Domain>(
    conditionFields.map((field) => [
      field,
      field === 'price' ? price : field === 'parcelValue' ? parcelValue : domainOf(field),
    ]),
  )
  return { domains, price, parcelValue, named, words, work: { done: 0 } }
}
