import type { ReactNode } from 'react'
import type { Route } from 'next'
import Link from 'next/link'
import { DefinitionList } from '@/components/ui/definition-list'
import { Disclosure } from '@/components/ui/disclosure'
import { Icon } from '@/components/ui/icon'
import { RuleSentence } from '@/components/routing/rule-sentence'
import type { RouteEntry } from '@/lib/refusals/panel'
import { fieldsOf } from '@/lib/refusals/rules'
import type { Passed } from '@/lib/routing/route'
import { conditionFields, type ConditionField, type RoutingRule } from '@/lib/routing/schemas'
import type { RoutingNames } from '@/lib/routing/words'
import { factWords } from './facts-words'
import type { RefusalWords } from './words'

type RouteWhyProps = {
  slug: string
  /** The latest answer of the rules. */
  route: RouteEntry
  /** The rules down to the one that fired; all of them for the default. */
  asked: RoutingRule[]
  names: RoutingNames
  words: RefusalWords
}

const linkClass = 'font-medium text-accent-ink underline-offset-2 hover:underline'

export function versionLink(slug: string, version: number | null) {
  return function VersionLink(text: ReactNode) {
    return (
      <Link href={`/${slug}/routing/versions/${version}` as Route} prefetch={false} className={linkClass}>
        {text}
      </Link>
    )
  }
}

/** So many rules are told one by one; of more, the nearest to the one that fired. */
const told = 30

/** «Почему сюда?»: what the rules looked at, why each rule above did not fire, and the one that did. */
export function RouteWhy({ slug, route, asked, names, words }: RouteWhyProps) {
  const { r } = words
  const { answer, version } = route
  if (!answer) return <Facts route={route} fields={[...conditionFields]} names={names} words={words} />
  const looked = fieldsOf(asked)
  const rest = conditionFields.filter((field) => !looked.includes(field))
  const fired = answer.rule ? asked.find(({ id }) => id === answer.rule?.id) : undefined
  const above = answer.passed.filter(({ position }) => !answer.rule || position < answer.rule.position)
  const hidden = Math.max(0, above.length - told)
  return (
    <div className="space-y-5">
      {looked.length > 0 ? (
        <div>
          <h3 className="mb-1.5 text-sm font-semibold">{r('why.inputs')}</h3>
          <Facts route={route} fields={looked} names={names} words={words} />
        </div>
      ) : null}
      <div>
        {above.length > 0 ? <h3 className="mb-1.5 text-sm font-semibold">{r('why.above')}</h3> : null}
        {hidden > 0 ? (
          <p className="mb-2 text-sm text-ink-2">
            {r.rich('why.moreAbove', {
              count: hidden,
              version: String(version),
              link: versionLink(slug, version),
            })}
          </p>
        ) : null}
        <ol className="space-y-2.5">
          {above.slice(hidden).map((passed) => (
            <PassedRule
              key={passed.position}
              passed={passed}
              rule={asked[passed.position - 1]}
              route={route}
              names={names}
              words={words}
            />
          ))}
          <li className="flex gap-2.5 rounded-lg bg-accent-soft px-3 py-2">
            <Icon name="check" size={14} className="mt-0.75 text-accent-ink" />
            <div className="min-w-0">
              {answer.rule && fired ? (
                <>
                  <p className="text-sm font-medium text-accent-ink">
                    {r('why.fired')} · {ruleTitle(answer.rule.position, answer.rule.name, words)}
                  </p>
                  <p>
                    <RuleSentence rule={fired} names={names} />
                  </p>
                </>
              ) : (
                <p>{r(answer.destinationClosed ? 'why.closedDefault' : 'why.default')}</p>
              )}
            </div>
          </li>
        </ol>
      </div>
      {rest.length > 0 ? (
        <Disclosure title={r('why.rest')}>
          <div className="mt-2">
            <Facts route={route} fields={rest} names={names} words={words} />
          </div>
        </Disclosure>
      ) : null}
    </div>
  )
}

function ruleTitle(position: number, name: string, { r }: RefusalWords): string {
  return name === ''
    ? r('why.rule', { position: String(position) })
    : r('why.ruleNamed', { position: String(position), name })
}

type PassedRuleProps = Omit<RouteWhyProps, 'slug' | 'asked'> & {
  passed: Passed
  rule: RoutingRule | undefined
}

function PassedRule({ passed, rule, route, names, words }: PassedRuleProps) {
  const { r } = words
  const { position, why, fields } = passed
  const seen = fields
    .map((field) => `${r(`why.field.${field}`)} — ${factWords(field, route.facts, names, words)}`)
    .join('; ')
  return (
    <li className="flex gap-2.5 px-3">
      <Icon name={why === 'off' ? 'circle-minus' : 'x'} size={14} className="mt-0.75 text-ink-3" />
      <div className="min-w-0">
        <p className="text-sm text-ink-3">
          {ruleTitle(position, rule?.name ?? '', words)} ·{' '}
          <span className="text-ink-2">{r(`why.passed.${why}`, { fields: seen })}</span>
        </p>
        {rule ? (
          <p className="text-ink-2">
            <RuleSentence rule={rule} names={names} />
          </p>
        ) : null}
      </div>
    </li>
  )
}

type FactsProps = { route: RouteEntry; fields: ConditionField[]; names: RoutingNames; words: RefusalWords }

function Facts({ route, fields, names, words }: FactsProps) {
  return (
    <div className="max-w-lg">
      <DefinitionList
        facts={fields.map((field) => ({
          key: field,
          term: capitalised(words.r(`why.field.${field}`)),
          value: capitalised(factWords(field, route.facts, names, words)),
        }))}
      />
    </div>
  )
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
