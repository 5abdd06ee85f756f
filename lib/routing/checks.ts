import type { LocalDate } from '@/lib/dates'
import { firingFindings } from './checks-firing'
import type { Finding, KnownValues } from './findings'
import type {
  Condition,
  ConditionField,
  ConditionGroup,
  InnerGroup,
  RouteActions,
  RuleSetContent,
} from './schemas'

type Known = {
  values: ReadonlyMap<ConditionField, ReadonlySet<string>>
  locations: ReadonlyMap<string, Place>
  today: LocalDate
}
type Place = KnownValues['locations'][number]

function index(known: KnownValues): Known {
  return {
    values: new Map<ConditionField, ReadonlySet<string>>([
      ['reason', new Set(known.reasons.map(({ code }) => code))],
      ['category', known.categories],
      ['sku', known.skus],
      ['supplier', known.suppliers],
      ['region', known.regions],
      ['city', known.cities],
      ['hub', known.hubs],
      ['carrier', known.carriers],
    ]),
    locations: new Map(known.locations.map((location) => [location.id, location])),
    today: known.today,
  }
}

function unknownValues(
  ruleId: string,
  part: Condition | ConditionGroup | InnerGroup,
  known: Known,
): Finding[] {
  if ('match' in part) return part.of.flatMap((one) => unknownValues(ruleId, one, known))
  const { field } = part
  const values = known.values.get(field)
  if (!values || part.op === 'between') return []
  return [...new Set(part.values)]
    .filter((value) => !values.has(value))
    .map((value) => ({ severity: 'warning', kind: 'unknown_value', ruleId, field, value }))
}

function destinationFindings(ruleId: string | null, { to }: RouteActions, known: Known): Finding[] {
  if (to.action !== 'deliver') return []
  const { locationId } = to
  const place = known.locations.get(locationId)
  if (!place) return [{ severity: 'error', kind: 'unknown_destination', ruleId, locationId }]
  if (place.kind === 'hub') return [{ severity: 'error', kind: 'hub_destination', ruleId, locationId }]
  if (place.closed) return [{ severity: 'error', kind: 'closed_destination', ruleId, locationId, from: null }]
  const [next] = place.closures
    .map(({ from, to: until }) => ({ from, until }))
    .filter(({ until }) => until >= known.today)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  return next
    ? [{ severity: 'warning', kind: 'closed_destination', ruleId, locationId, from: next.from }]
    : []
}

/**
 * What is wrong or worth knowing about a rule set, rule by rule in their order and the default last. What is said of firing
 * is proved over the conditions' domains ({@link firingFindings}). Of rules that are off nothing is said, but for a
 * destination that the shop does not have. Of the overlaps of one rule the two nearest above it are told, and 100 in all.
 * `patience`: how many times the usual work (about a second at most) may be done before something is left unproved.
 */
export function ruleFindings(content: RuleSetContent, known: KnownValues, patience = 1): Finding[] {
  const indexed = index(known)
  const { byRule, ofDefault } = firingFindings(content.rules, known.reasons, patience)
  return [
    ...content.rules.flatMap(({ id, enabled, when, then }) => {
      const destination = destinationFindings(id, then, indexed)
      if (!enabled) return destination.filter(({ kind }) => kind === 'unknown_destination')
      return [...destination, ...(byRule.get(id) ?? []), ...unknownValues(id, when, indexed)]
    }),
    ...destinationFindings(null, content.otherwise, indexed),
    ...ofDefault,
  ]
}
