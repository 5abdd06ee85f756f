import type { RefusalFacts } from './route'
import {
  conditionFields,
  type Condition,
  type ConditionField,
  type ConditionGroup,
  type InnerGroup,
  type ManyField,
  type OneField,
} from './schemas'

/** Conditions made ready for asking often: values in sets, fields as bits, so that an answer makes no lists. */

/** A set of condition fields, one bit each; 0 is none. */
type FieldSet = number

/** The fields that stand in the way of a refusal; 0: it holds. */
export type Obstacles = (facts: RefusalFacts) => FieldSet

const bitOf = (field: ConditionField): FieldSet => 1 << conditionFields.indexOf(field)

/** The fields of a set, in the order of `conditionFields`. */
export function fieldsOf(set: FieldSet): ConditionField[] {
  return conditionFields.filter((field) => (set & bitOf(field)) !== 0)
}

const oneOf: Record<Exclude<OneField, 'reason'>, (facts: RefusalFacts) => string | null> = {
  region: ({ region }) => region,
  city: ({ city }) => city,
  hub: ({ hub }) => hub,
  carrier: ({ carrier }) => carrier,
}

const manyOf: Record<ManyField, (facts: RefusalFacts) => readonly string[]> = {
  category: ({ categories }) => categories,
  sku: ({ skus }) => skus,
  supplier: ({ suppliers }) => suppliers,
}

function meets(named: ReadonlySet<string>, values: readonly string[]): boolean {
  for (const value of values) if (named.has(value)) return true
  return false
}

function isWithin(named: ReadonlySet<string>, values: readonly string[]): boolean {
  for (const value of values) if (!named.has(value)) return false
  return values.length > 0
}

function compileOne(field: OneField, isIn: boolean, named: ReadonlySet<string>) {
  if (field === 'reason') return ({ reasons }: RefusalFacts) => meets(named, reasons) === isIn
  const of = oneOf[field]
  return (facts: RefusalFacts) => {
    const value = of(facts)
    return (value !== null && named.has(value)) === isIn
  }
}

function compileMany(field: ManyField, op: 'any' | 'all' | 'none', named: ReadonlySet<string>) {
  const of = manyOf[field]
  if (op === 'all') return (facts: RefusalFacts) => isWithin(named, of(facts))
  const wanted = op === 'any'
  return (facts: RefusalFacts) => meets(named, of(facts)) === wanted
}

function compileHolds(condition: Condition): (facts: RefusalFacts) => boolean {
  switch (condition.field) {
    case 'reason':
    case 'region':
    case 'city':
    case 'hub':
    case 'carrier':
      return compileOne(condition.field, condition.op === 'in', new Set(condition.values))
    case 'category':
    case 'sku':
    case 'supplier':
      return compileMany(condition.field, condition.op, new Set(condition.values))
    case 'price':
    case 'parcelValue':
    case 'weight':
    case 'attempt': {
      const { field } = condition
      const from = condition.from ?? -Infinity
      const to = condition.to ?? Infinity
      return (facts) => {
        const value = facts[field]
        return value !== null && value >= from && value < to
      }
    }
    default: {
      const { field } = condition
      const named = new Set(condition.values)
      return (facts) => {
        const value = facts[field]
        return value !== null && named.has(value)
      }
    }
  }
}

function compilePart(part: Condition | InnerGroup): Obstacles {
  if ('match' in part) return compileGroup(part)
  const holds = compileHolds(part)
  const bit = bitOf(part.field)
  return (facts) => (holds(facts) ? 0 : bit)
}

/** Of an `all` group the conditions that fail stand in the way, of an `any` group all of them. */
export function compileGroup(group: ConditionGroup | InnerGroup): Obstacles {
  const parts = group.of.map(compilePart)
  const [only] = parts
  if (only && parts.length === 1) return only
  if (group.match === 'all') {
    return (facts) => {
      let found = 0
      for (const part of parts) found |= part(facts)
      return found
    }
  }
  return (facts) => {
    let found = 0
    for (const part of parts) {
      const obstacles = part(facts)
      if (obstacles === 0) return 0
      found |= obstacles
    }
    return found
  }
}
