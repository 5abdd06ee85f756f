import type { RefusalFacts } from './route'
import {
  conditionFields,
  manyFields,
  rangeFields,
  type Condition,
  type ConditionField,
  type ConditionGroup,
  type InnerGroup,
} from './schemas'

/**
 * Conditions made ready for asking often. The values of a refusal are looked up once, each in the list of conditions that
 * name it; after that a condition is a comparison of two numbers, and what stands in the way is a set of bits.
 */

/** A set of condition fields, one bit each; 0 is none. */
type FieldSet = number

const bitOf = (field: ConditionField): FieldSet => 1 << conditionFields.indexOf(field)

/** The fields of a set, in the order of `conditionFields`. */
export function fieldsOf(set: FieldSet): ConditionField[] {
  return conditionFields.filter((field) => (set & bitOf(field)) !== 0)
}

type RangeField = (typeof rangeFields)[number]
type NamingField = Exclude<ConditionField, RangeField>

function valueOf(facts: RefusalFacts, field: NamingField): readonly string[] | string | null {
  switch (field) {
    case 'reason':
      return facts.reasons
    case 'category':
      return facts.categories
    case 'sku':
      return facts.skus
    case 'supplier':
      return facts.suppliers
    default:
      return facts[field]
  }
}

/** A value that is named, one that is not, all values named, or a number in a range. */
const kinds = { in: 0, any: 0, not_in: 1, none: 1, all: 2, between: 3 } as const

/** One condition: `slot` is the place of its field among the many-fields or the ranges. */
type Compiled = { kind: number; bit: FieldSet; slot: number; from: number; to: number }

/** A group by the numbers of its conditions. */
export type CompiledGroup = { isAll: boolean; conditions: number[]; groups: CompiledGroup[] }

/** The conditions of one rule set. Holds the refusal that was looked at last. */
export class Conditions {
  private readonly compiled: Compiled[] = []
  private readonly naming = new Map<NamingField, Map<string, number[]>>()
  private named = new Uint16Array(0)
  private readonly counts = manyFields.map(() => 0)
  private readonly numbers = rangeFields.map(() => NaN)

  add({ match, of }: ConditionGroup | InnerGroup): CompiledGroup {
    const group: CompiledGroup = { isAll: match === 'all', conditions: [], groups: [] }
    for (const part of of) {
      if ('match' in part) group.groups.push(this.add(part))
      else group.conditions.push(this.addOne(part))
    }
    return group
  }

  private addOne(condition: Condition): number {
    const number = this.compiled.length
    const compiled = { kind: kinds[condition.op], bit: bitOf(condition.field), slot: 0, from: 0, to: 0 }
    this.compiled.push(compiled)
    if (condition.op === 'between') {
      compiled.slot = rangeFields.indexOf(condition.field)
      compiled.from = condition.from ?? -Infinity
      compiled.to = condition.to ?? Infinity
      return number
    }
    const { field } = condition
    compiled.slot = manyFields.findIndex((many) => many === field)
    const naming = this.naming.get(field) ?? new Map<string, number[]>()
    this.naming.set(field, naming)
    for (const value of new Set(condition.values)) {
      const by = naming.get(value)
      if (by) by.push(number)
      else naming.set(value, [number])
    }
    return number
  }

  /** Takes up a refusal, for {@link obstacles} to be asked about. */
  lookAt(facts: RefusalFacts): void {
    if (this.named.length !== this.compiled.length) this.named = new Uint16Array(this.compiled.length)
    this.named.fill(0)
    for (const [field, naming] of this.naming) {
      const value = valueOf(facts, field)
      if (typeof value === 'string') this.count(naming.get(value))
      else if (value) for (const one of value) this.count(naming.get(one))
    }
    this.counts[0] = facts.categories.length
    this.counts[1] = facts.skus.length
    this.counts[2] = facts.suppliers.length
    rangeFields.forEach((field, index) => {
      this.numbers[index] = facts[field] ?? NaN
    })
  }

  private count(by: readonly number[] | undefined): void {
    if (by) for (const number of by) this.named[number]! += 1
  }

  private holds(number: number, { kind, slot, from, to }: Compiled): boolean {
    if (kind === kinds.between) {
      const value = this.numbers[slot]!
      return value >= from && value < to
    }
    const named = this.named[number]!
    if (kind === kinds.in) return named > 0
    return kind === kinds.not_in ? named === 0 : named > 0 && named === this.counts[slot]
  }

  /**
   * The fields that stand in the way of a group; 0: it holds. Of an `all` group they are those of the conditions that fail,
   * of an `any` group all of them.
   */
  obstacles({ isAll, conditions, groups }: CompiledGroup): FieldSet {
    let found = 0
    for (const number of conditions) {
      const compiled = this.compiled[number]!
      if (!this.holds(number, compiled)) found |= compiled.bit
      else if (!isAll) return 0
    }
    for (const group of groups) {
      const obstacles = this.obstacles(group)
      if (obstacles === 0 && !isAll) return 0
      found |= obstacles
    }
    return found
  }
}
