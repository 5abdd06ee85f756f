import {
  bitsWhere,
  emptyBits,
  setBit,
  type Bits,
  type Cell,
  type Domain,
  type Space,
  type Work,
} from './coverage-domains'
import type { ExampleValue } from './findings'
import { conditionFields } from './schemas'

/**
 * Sets of refusals that are told by field: a box. What it holds of a field is a set of cells; of a many-field it holds the
 * refusals whose values all lie in these cells and that have one in each of the sets that `meets` lists.
 */
export type Box = { space: Space; bits: Bits; meets: readonly Literal[] }

/** One condition or its opposite: all values lie in these cells or, where it `meets`, one of them does. */
export class Literal {
  readonly of: Domain
  readonly set: Bits
  readonly meets: boolean
  readonly not: Literal

  constructor(of: Domain, set: Bits, meets: boolean, not?: Literal) {
    this.of = of
    this.set = set
    this.meets = meets
    this.not =
      not ??
      new Literal(
        of,
        set.map((word, index) => of.full[index]! & ~word),
        of.many && !meets,
        this,
      )
  }
}

export function wholeBox(space: Space): Box {
  const bits = new Uint32Array(space.words)
  for (const { at, full } of space.domains.values()) bits.set(full, at)
  return { space, bits, meets: [] }
}

export function copyOf(box: Box): Box {
  box.space.work.done += 50 + (box.space.words >> 2)
  return { ...box, bits: box.bits.slice() }
}

/** Whether what a box allows of a field has cells in a set, and whether it has all its cells there. */
function lies(work: Work, bits: Bits, { at, words }: Domain, set: Bits, within: Bits | null) {
  let some = false
  let all = true
  for (let word = 0; word < words; word += 1) {
    const have = within ? bits[at + word]! & within[word]! : bits[at + word]!
    if ((have & set[word]!) !== 0) some = true
    if ((have & ~set[word]!) !== 0) all = false
    work.done += 2
    if (some && !all) break
  }
  work.done += 25
  return all ? (some ? 1 : -1) : some ? 0 : -1
}

function keeps(box: Box, { of, set }: Literal): 1 | 0 | -1 {
  const { work } = box.space
  const found = lies(work, box.bits, of, set, null)
  if (found !== 0 || !of.many) return found
  work.done += box.meets.length
  for (const meet of box.meets) {
    if (meet.of === of && lies(work, box.bits, of, set, meet.set) === -1) return -1
  }
  return 0
}

/** 1: it holds for all refusals of the box, -1: for none, 0: for some. */
export function stands(box: Box, literal: Literal): 1 | 0 | -1 {
  if (!literal.meets) return keeps(box, literal)
  const opposite = keeps(box, literal.not)
  return opposite === 0 ? 0 : opposite === 1 ? -1 : 1
}

const has = (bits: Bits, at: number, index: number) => (bits[at + (index >> 5)]! & (1 << (index & 31))) !== 0

const cellAt = ({ cells }: Domain, index: number): Cell | undefined => cells[index]

/** The first or the last cell that is left, -1: none. */
function lowest(bits: Bits, { at, words }: Domain): number {
  for (let word = 0; word < words; word += 1) {
    const have = bits[at + word]!
    if (have !== 0) return word * 32 + 31 - Math.clz32(have & -have)
  }
  return -1
}

function highest(bits: Bits, { at, words }: Domain): number {
  for (let word = words - 1; word >= 0; word -= 1) {
    const have = bits[at + word]!
    if (have !== 0) return word * 32 + 31 - Math.clz32(have)
  }
  return -1
}

function drop(bits: Bits, { at }: Domain, index: number): void {
  bits[at + (index >> 5)]! &= ~(1 << (index & 31))
}

/** Takes out what no parcel can be: worth less than a piece in it. Whether anything is left. */
function settlePrices({ space: { price, parcelValue, work }, bits }: Box): boolean {
  if (price.cells.length === 1 || parcelValue.cells.length === 1) return true
  const least = cellAt(price, lowest(bits, price))
  const most = cellAt(parcelValue, highest(bits, parcelValue))
  if (!least || !most || least.low >= most.high) return false
  for (let at = highest(bits, price); cellAt(price, at)!.low >= most.high; at = highest(bits, price)) {
    work.done += 20 + price.words
    drop(bits, price, at)
  }
  for (let at = lowest(bits, parcelValue); cellAt(parcelValue, at)!.high <= least.low;) {
    work.done += 20 + parcelValue.words
    drop(bits, parcelValue, at)
    at = lowest(bits, parcelValue)
  }
  return true
}

/** Leaves of a box, which it changes, what a literal holds for; false: nothing is left, and the box is good for nothing. */
export function narrow(box: Box, literal: Literal): boolean {
  const { of, set } = literal
  const { work } = box.space
  work.done += 10 + of.words * 2 + box.meets.length * 2
  if (literal.meets) {
    box.meets = [...box.meets, literal]
    return lies(work, box.bits, of, set, null) !== -1
  }
  let left = 0
  for (let word = 0; word < of.words; word += 1) {
    const kept = box.bits[of.at + word]! & set[word]!
    box.bits[of.at + word] = kept
    left |= kept
  }
  if (left === 0) return false
  if (of.many)
    return box.meets.every((meet) => meet.of !== of || lies(work, box.bits, of, meet.set, null) !== -1)
  return (of !== box.space.price && of !== box.space.parcelValue) || settlePrices(box)
}

/** Whether a box still has all of a field. */
function isWhole({ bits, meets }: Box, domain: Domain): boolean {
  const { at, full } = domain
  return full.every((word, index) => bits[at + index] === word) && !meets.some(({ of }) => of === domain)
}

function firstCell(bits: Bits, { at, cells }: Domain, among: Bits): number {
  return cells.findIndex((_, index) => has(bits, at, index) && has(among, 0, index))
}

/** Some cells of a many-field that all its `meets` are content with: as few as are easily found. */
function cellsOf({ bits, meets }: Box, domain: Domain): number[] {
  const chosen: number[] = []
  for (const { of, set } of meets) {
    if (of !== domain || chosen.some((index) => has(set, 0, index))) continue
    chosen.push(firstCell(bits, domain, set))
  }
  if (chosen.length > 0) return chosen
  const last = domain.cells.length - 1
  const hasNameless = has(bits, domain.at, last)
  return [hasNameless ? last : lowest(bits, domain)]
}

/** The box of one refusal of a box, as far as conditions tell refusals apart. */
function pointOf(box: Box): Box {
  const bits = new Uint32Array(box.space.words)
  const meets: Literal[] = []
  for (const domain of box.space.domains.values()) {
    const cells = domain.many ? cellsOf(box, domain) : [lowest(box.bits, domain)]
    const all = emptyBits(domain.cells.length)
    for (const cell of cells) {
      setBit(all, cell)
      if (!domain.many) continue
      const one = emptyBits(domain.cells.length)
      setBit(one, cell)
      meets.push(new Literal(domain, one, true))
    }
    bits.set(all, domain.at)
  }
  const point = { space: box.space, bits, meets }
  pickPrices(box, point)
  return point
}

/** Puts the lowest value that goes with the point's price; any two cells that are left need not go together. */
function pickPrices(box: Box, point: Box): void {
  const { price, parcelValue } = box.space
  const dearest = cellAt(price, lowest(point.bits, price))
  const fits = bitsWhere(parcelValue.cells, ({ high }) => dearest === undefined || high > dearest.low)
  const one = emptyBits(parcelValue.cells.length)
  setBit(one, firstCell(box.bits, parcelValue, fits))
  point.bits.set(one, parcelValue.at)
}

/** A box with all of these fields: prices that another field had ruled out come back with it. */
function widened(box: Box, free: readonly Domain[]): Box {
  const wide = copyOf(box)
  for (const { full, at } of free) wide.bits.set(full, at)
  wide.meets = box.meets.filter(({ of }) => !free.includes(of))
  settlePrices(wide)
  return wide
}

/** Values out of two cells, of which the price is not above the value. */
function pairOf(price: Cell, value: Cell): [number, number] {
  const [first, second] = [Number(price.value), Number(value.value)]
  return first <= second ? [first, second] : [price.low, Math.max(price.low, value.low)]
}

/**
 * One refusal out of a box, told by the fewest of its fields with which `isSo` still holds of all refusals like it (it must
 * hold of all in the box).
 */
export function exampleOf(box: Box, isSo: (box: Box) => boolean): ExampleValue[] {
  const { domains, price, parcelValue } = box.space
  const told = pointOf(box)
  const free: Domain[] = []
  const telling: Domain[] = []
  for (const field of conditionFields.toReversed()) {
    const domain = domains.get(field)
    if (!domain || isWhole(told, domain)) continue
    if (isSo(widened(told, [...free, domain]))) free.push(domain)
    else telling.unshift(domain)
  }
  const dearest = cellAt(price, lowest(told.bits, price))
  const worth = cellAt(parcelValue, lowest(told.bits, parcelValue))
  const pair =
    telling.includes(price) && telling.includes(parcelValue) && dearest && worth
      ? pairOf(dearest, worth)
      : null
  return telling.flatMap((domain) => {
    const { field, at, cells } = domain
    if (pair && domain === price) return [{ field, value: pair[0] }]
    if (pair && domain === parcelValue) return [{ field, value: pair[1] }]
    return cells.flatMap(({ value }, index): ExampleValue[] =>
      has(told.bits, at, index) ? [{ field, value }] : [],
    )
  })
}
