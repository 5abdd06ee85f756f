import { DefinitionList, type Fact } from '@/components/ui/definition-list'
import { Disclosure } from '@/components/ui/disclosure'
import { lastDayOf } from '@/lib/deadlines/rules'
import { formatLongDate, formatSlot } from '@/lib/i18n/format'
import type { RouteEntry } from '@/lib/refusals/panel'
import type { NamedPanel } from '@/lib/refusals/queries'
import { textOf } from '@/lib/routing/phrase'
import { namesOf, ruleWords, type RoutingNames, type RoutingTongue } from '@/lib/routing/words'
import { useRoutingTongue } from '@/components/routing/tongue'
import { RouteWhy, versionLink } from './route-why'
import type { RefusalWords } from './words'

type RoutePartProps = { slug: string; timeZone: string; panel: NamedPanel; words: RefusalWords }

/** Where the parcel goes, by which rule or by whom, why, and where it was meant to go before. */
export function RoutePart({ slug, timeZone, panel, words }: RoutePartProps) {
  const { r } = words
  const [latest] = panel.refusals
  const [route, ...before] = panel.routes
  const names = namesOf(panel.naming)
  const tongue = useRoutingTongue()
  if (!route) return <p className="text-ink-2">{r('why.none')}</p>
  const current = route.refusalId === latest.id
  const answered = panel.routes.find(({ answer }) => answer !== null)
  const history = current ? before : panel.routes
  return (
    <>
      {current ? (
        <Current slug={slug} route={route} words={words} tongue={tongue} names={names}>
          {factsOf(panel, words, timeZone)}
        </Current>
      ) : (
        <p className="text-ink-2">{r('why.newAttempt')}</p>
      )}
      {current && answered ? (
        <Disclosure
          title={r(route.action === 'ask' ? 'why.openAsk' : route.answer ? 'why.open' : 'why.openRules')}
          main
          className="mt-4"
        >
          <div className="mt-3 border-l-2 border-hairline pl-4">
            <RouteWhy slug={slug} route={answered} asked={panel.asked} names={names} words={words} />
          </div>
        </Disclosure>
      ) : null}
      {history.length > 0 ? (
        <div className="mt-5">
          <h3 className="mb-2 text-sm font-semibold">{r('why.history')}</h3>
          <ol className="space-y-2.5">
            {history.map((one) => (
              <Earlier
                key={one.id}
                slug={slug}
                route={one}
                words={words}
                attempts={panel.refusals.length > 1}
              />
            ))}
          </ol>
        </div>
      ) : null}
    </>
  )
}

type CurrentProps = {
  slug: string
  route: RouteEntry
  words: RefusalWords
  tongue: RoutingTongue
  names: RoutingNames
  children: Fact[]
}

function Current({ slug, route, words, tongue, names, children: facts }: CurrentProps) {
  // The destination stands in the heading; what else is done, below it.
  const doings = ruleWords({ then: route.actions }, names, tongue).then.slice(1).map(textOf)
  return (
    <>
      <p className="text-lg font-medium">{placeOf(route, words)}</p>
      <p className="text-ink-2">{byWhom(slug, route, words)}</p>
      <Since route={route} words={words} />
      {doings.length > 0 ? (
        <p className="mt-1.5 text-ink-2 first-letter:uppercase">{doings.join('; ')}</p>
      ) : null}
      {route.comment ? (
        <p className="mt-1.5 border-l-2 border-edge pl-2.5 break-words whitespace-pre-line">
          {route.comment}
        </p>
      ) : null}
      {facts.length > 0 ? (
        <div className="mt-3 max-w-md">
          <DefinitionList facts={facts} />
        </div>
      ) : null}
    </>
  )
}

type EarlierProps = {
  slug: string
  route: RouteEntry
  words: RefusalWords
  /** Whether the parcel was refused more than once. */
  attempts: boolean
}

/** A line for where to, and below it by whom, when and after what. */
function Earlier({ slug, route, words, attempts }: EarlierProps) {
  const { r } = words
  return (
    <li>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="text-ink-2 line-through decoration-ink-3">{placeOf(route, words)}</span>
        {attempts ? (
          <span className="text-sm text-ink-3">{r('card.attempt', { attempt: String(route.attempt) })}</span>
        ) : null}
      </p>
      <p className="text-sm text-ink-2">{byWhom(slug, route, words)}</p>
      <Since route={route} words={words} />
      {route.comment ? (
        <p className="mt-1 border-l-2 border-edge pl-2.5 break-words whitespace-pre-line">{route.comment}</p>
      ) : null}
    </li>
  )
}

/** After what and when; that it was a person's choice stands before it already. */
function Since({
  route: { by, cause, givenAt },
  words: { r, dateTime },
}: {
  route: RouteEntry
  words: RefusalWords
}) {
  const date = dateTime(givenAt)
  return (
    <p className="text-sm text-ink-3 first-letter:uppercase">
      {by === 'person' ? date : `${r(`why.cause.${cause}`)}, ${date}`}
    </p>
  )
}

function placeOf({ action, place }: RouteEntry, { r }: RefusalWords): string {
  return action === 'deliver' ? (place ?? r('why.place.gone')) : r(`why.place.${action}`)
}

/** The rule of which version, the default, or a person. */
function byWhom(slug: string, { by, answer, version, who }: RouteEntry, { r }: RefusalWords) {
  if (by === 'person') return r('why.byPerson', { who: who ?? r('dispute.someone') })
  const link = versionLink(slug, version)
  const values = { version: String(version), link }
  if (!answer?.rule) return r.rich('why.byDefault', values)
  const { position, name } = answer.rule
  return name === ''
    ? r.rich('why.byRuleUnnamed', { ...values, position: String(position) })
    : r.rich('why.byRule', { ...values, position: String(position), name })
}

function factsOf(
  { refusals: [latest], storageDueAt }: NamedPanel,
  words: RefusalWords,
  zone: string,
): Fact[] {
  const { r, locale, now } = words
  const facts: Fact[] = []
  if (latest.redelivery) {
    facts.push({
      key: 'slot',
      term: r('why.slot'),
      value: <span className="tabular font-medium">{formatSlot(latest.redelivery, locale)}</span>,
    })
  }
  if (storageDueAt) {
    const late = storageDueAt <= now
    facts.push({
      key: 'storage',
      term: r('why.storage'),
      value: (
        <span className={`tabular ${late ? 'font-medium text-red-ink' : ''}`}>
          {r('why.storageUntil', { date: formatLongDate(lastDayOf(storageDueAt, zone), locale) })}
          {late ? ` · ${r('list.ended')}` : ''}
        </span>
      ),
    })
  }
  return facts
}
