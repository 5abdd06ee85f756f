/** What the static check of a rule set finds. Pure data. */
import type { LocalDate } from '@/lib/dates'
import type { Closure, LocationKind } from '@/lib/locations/schemas'
import type { ConditionField } from './schemas'

/**
 * One thing said of an example refusal. Of a many-field (category, SKU, supplier) one entry per article's value that is
 * there. Null: a value that no rule names, or none at all; in a range: not known.
 */
export type ExampleValue = { field: ConditionField; value: string | number | null }

/** `error` refuses publishing, `warning` and `note` do not. */
export type Finding = { severity: 'error' | 'warning' | 'note' } & (
  | {
      kind: 'never_fires'
      ruleId: string
      /** The earlier rules that together take all of it, in order; none that is known not to be needed. */
      by: string[]
    }
  /** Its own conditions on these fields exclude each other. */
  | { kind: 'impossible'; ruleId: string; fields: ConditionField[] }
  /** It holds for exactly the same refusals as `otherId` above it, and does something else. */
  | { kind: 'contradicts'; ruleId: string; otherId: string }
  /** Both hold for the example and neither holds wherever the other does: the order decides. `otherId` is above. */
  | { kind: 'overlaps'; ruleId: string; otherId: string; example: ExampleValue[] }
  | { kind: 'unknown_value'; ruleId: string; field: ConditionField; value: string }
  /** `ruleId` null: the default. */
  | { kind: 'unknown_destination'; ruleId: string | null; locationId: string }
  /** Parcels only pass through a hub. */
  | { kind: 'hub_destination'; ruleId: string | null; locationId: string }
  /** `from`: the first day of a closure that is on or comes; null: closed for good. */
  | { kind: 'closed_destination'; ruleId: string | null; locationId: string; from: LocalDate | null }
  /** A refusal that only the default is left for. */
  | { kind: 'gap'; example: ExampleValue[] }
  /** The rules leave nothing to the default. */
  | { kind: 'default_never' }
  /** Whether it can fire takes too many steps to prove. */
  | { kind: 'not_proved'; ruleId: string }
)

/** What the shop has, to check rules against. */
export type KnownValues = {
  /** Hidden ones too: a refusal may still have one. */
  reasons: readonly { code: string; parent: string | null; hidden: boolean }[]
  categories: ReadonlySet<string>
  suppliers: ReadonlySet<string>
  regions: ReadonlySet<string>
  cities: ReadonlySet<string>
  skus: ReadonlySet<string>
  /** Codes of locations. */
  hubs: ReadonlySet<string>
  /** Codes. */
  carriers: ReadonlySet<string>
  locations: readonly { id: string; kind: LocationKind; closed: boolean; closures: readonly Closure[] }[]
  /** In the merchant's zone. */
  today: LocalDate
}
