/**
 * Rules as sentences, from the `routing` messages: what a rule looks at and what it has done, in the reader's language. A
 * sentence comes in words with a role, so that screens can make its values stand out; `textOf` makes plain text of it.
 */
import type { Locale } from '@/lib/i18n/locale'
import type { LocationKind } from '@/lib/locations/schemas'
import { conditionText, listed, quoted, uncapitalised, type Context, type Part } from './condition-words'
import { mark, phraseOf, type Phrase } from './phrase'
import type { RoutingChoices } from './queries'
import type { Condition, ConditionGroup, Destination, InnerGroup, RouteActions } from './schemas'

/** A language: `t` translates keys of `routing`. */
export type RoutingTongue = {
  locale: Locale
  t: (key: string, values?: Record<string, string | number>) => string
}

/** What people call the things that rules name by a code or an id. */
export type RoutingNames = {
  currency: string
  reasons: ReadonlyMap<string, Record<Locale, string>>
  /** By id. */
  locations: ReadonlyMap<string, { name: string; kind: LocationKind; closed: boolean }>
  /** By the location's code. */
  hubs: ReadonlyMap<string, string>
  carriers: ReadonlyMap<string, string>
}

type Location = Pick<RoutingChoices['locations'][number], 'id' | 'code' | 'name' | 'kind' | 'closed'>
type Named = Pick<RoutingChoices, 'currency' | 'reasons' | 'hubs' | 'carriers'> & {
  locations: readonly Location[]
}

export function namesOf(choices: Named): RoutingNames {
  const { currency, reasons, locations, hubs, carriers } = choices
  return {
    currency,
    reasons: new Map(reasons.map(({ code, ru, en }) => [code, { ru, en }])),
    locations: new Map(locations.map(({ id, name, kind, closed }) => [id, { name, kind, closed }])),
    hubs: new Map([...locations, ...hubs].map(({ code, name }) => [code, name])),
    carriers: new Map(carriers.map(({ code, name }) => [code, name])),
  }
}

type Rule = { when: ConditionGroup; then: RouteActions }
type RuleWords = { if: Phrase[]; then: Phrase[] }

/** The parts of a rule's sentence: each condition or group of the first level, and each thing it has done. */
export function ruleWords(
  rule: Rule | { then: RouteActions },
  names: RoutingNames,
  tongue: RoutingTongue,
): RuleWords {
  const context = { names, tongue }
  const when = 'when' in rule ? rule.when : null
  return {
    if: when ? partsOf(when, context).map(({ text }) => phraseOf(text)) : [],
    then: doings(rule.then, context).map(phraseOf),
  }
}

/** «Если причина — брак и стоимость посылки от 5 000 ₽, то на склад «Подольск», с проверкой; хранить до 5 дней». */
export function ruleSentence(rule: Rule, names: RoutingNames, tongue: RoutingTongue): Phrase {
  const context = { names, tongue }
  const values = { conditions: groupText(rule.when, context), actions: doingText(rule.then, context) }
  return phraseOf(tongue.t('words.if', values))
}

/** «Во всех остальных случаях — решает человек»; `alone`: when no rule stands above it. */
export function defaultSentence(
  then: RouteActions,
  names: RoutingNames,
  tongue: RoutingTongue,
  { alone = false } = {},
): Phrase {
  const actions = doingText(then, { names, tongue })
  return phraseOf(tongue.t(alone ? 'words.always' : 'words.otherwise', { actions }))
}

/** «причина — брак или некомплект». */
export function conditionWords(condition: Condition, names: RoutingNames, tongue: RoutingTongue): Phrase {
  return phraseOf(conditionText(condition, { names, tongue }).text)
}

/** «на склад «Подольск»», «снова на вручение на следующий день», «решает человек». */
export function destinationWords(to: Destination, names: RoutingNames, tongue: RoutingTongue): Phrase {
  return phraseOf(destinationText(to, { names, tongue }))
}

/** The conditions and groups of the first level, groups last so that nothing can be taken for a part of them. */
function partsOf({ match, of }: ConditionGroup, context: Context): Part[] {
  const parts = of.flatMap((one): { group: boolean; part: (first: boolean) => Part }[] => {
    if (!('match' in one)) return [{ group: false, part: () => conditionText(one, context) }]
    // A group of one, or one that is joined like what is around it, says the same without brackets.
    if (one.match === match || one.of.length === 1) {
      return one.of.map((condition) => ({ group: false, part: () => conditionText(condition, context) }))
    }
    return [{ group: true, part: (first) => innerText(one, first, context) }]
  })
  const inOrder = [...parts.filter(({ group }) => !group), ...parts.filter(({ group }) => group)]
  return inOrder.map(({ part }, index) => part(index === 0))
}

function groupText(group: ConditionGroup, context: Context): string {
  const [only, ...others] = group.of
  if (only && 'match' in only && others.length === 0) return groupText(only, context)
  return joined(partsOf(group, context), group.match, context)
}

function joined(parts: readonly Part[], match: ConditionGroup['match'], context: Context): string {
  const texts = parts.map(({ text }) => text)
  if (!parts.some(({ long }) => long)) {
    return listed(texts, match === 'all' ? 'conjunction' : 'disjunction', context)
  }
  return texts.join(context.tongue.t(`words.joint.${match}`))
}

function innerText({ match, of }: InnerGroup, first: boolean, context: Context): Part {
  const { t } = context.tongue
  const parts = of.map((one) => conditionText(one, context))
  if (match === 'all') {
    return { text: t('words.group.together', { conditions: joined(parts, 'all', context) }), long: true }
  }
  const conditions = parts.map(({ text }) => text).join(t('words.joint.either'))
  return { text: t(`words.group.${first ? 'either' : 'alsoEither'}`, { conditions }), long: true }
}

/** What is done, the destination first. */
function doings(then: RouteActions, context: Context): string[] {
  const { t } = context.tongue
  const { to, storageDays, sorting, repack, tellCustomer, tellOrderSystem, refund } = then
  const handling = sorting && repack ? 'both' : sorting ? 'sorting' : repack ? 'repack' : null
  const tell =
    tellCustomer && tellOrderSystem
      ? 'both'
      : tellCustomer
        ? 'customer'
        : tellOrderSystem
          ? 'orderSystem'
          : null
  return [
    destinationText(to, context),
    handling && t(`words.handling.${handling}`),
    storageDays === null ? null : t('words.storage', { days: storageDays }),
    tell && t(`words.tell.${tell}`),
    refund ? t('words.refund') : null,
  ].filter((one) => one !== null)
}

/** Where to and how, then what else: «на склад «Подольск», с проверкой; хранить до 5 дней, сразу вернуть деньги». */
function doingText(then: RouteActions, context: Context): string {
  const all = doings(then, context)
  const where = all.slice(0, then.sorting || then.repack ? 2 : 1)
  const rest = all.slice(where.length)
  return where.join(', ') + (rest.length > 0 ? mark(`; ${rest.join(', ')}`, 'aside') : '')
}

function destinationText(to: Destination, { names, tongue }: Context): string {
  const { t } = tongue
  if (to.action === 'ask') return mark(t('words.to.ask'))
  if (to.action === 'redeliver') {
    const { afterDays: days, window } = to
    const when = t(`words.to.redeliver.${days === 0 ? 'sameDay' : days === 1 ? 'nextDay' : 'later'}`, {
      days,
    })
    return mark(window ? t('words.to.window', { when, from: window.from, to: window.to }) : when)
  }
  const location = names.locations.get(to.locationId)
  if (!location) return mark(t('words.gone.location'), 'gone')
  const where = placeText(location, tongue)
  return location.closed ? where + mark(t('words.gone.closed'), 'gone') : where
}

/** «на склад «Подольск»»; a name that says what it is, such as «Склад на Лесной», does not hear it twice. */
function placeText({ name, kind }: { name: string; kind: LocationKind }, tongue: RoutingTongue): string {
  const { t } = tongue
  const noun = t(`words.noun.${kind}`)
  const beginsWithIt = new RegExp(`^${noun}(?!\\p{L})`, 'iu').test(name)
  // A supplier is somebody, and somebody's name changes with the sentence.
  if (!beginsWithIt || kind === 'supplier') {
    return t(`words.to.${kind}`, { name: mark(quoted(name, tongue)) })
  }
  return t(`words.toNamed.${kind}`, { name: mark(uncapitalised(name)) })
}
