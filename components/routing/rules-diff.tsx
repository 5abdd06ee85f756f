import { useTranslations } from 'next-intl'
import { ChangeLines } from '@/components/versions/change-lines'
import { diffRules, type PlacedRule, type RuleChange } from '@/lib/routing/diff'
import { textOf } from '@/lib/routing/phrase'
import type { RuleSetContent } from '@/lib/routing/schemas'
import { defaultSentence, ruleSentence, type RoutingNames } from '@/lib/routing/words'
import { useRoutingTongue } from './tongue'

type RulesDiffProps = {
  before: RuleSetContent
  after: RuleSetContent
  names: RoutingNames
  /** No more than so many changes; all unless told. */
  most?: number
}

/**
 * What makes the later rules out of the earlier ones in words, rule by rule: what was and what becomes of it, what is
 * added, removed, moved, switched. For the server and for the client (there below `ClientMessages` with `routing` and
 * `diff`).
 */
export function RulesDiff({ before, after, names, most }: RulesDiffProps) {
  const t = useTranslations('routing.diff')
  const say = useLines({ before, after, names })
  const changes = diffRules(before, after)
  if (changes.length === 0) return <p className="text-ink-2">{t('none')}</p>
  return (
    <dl className="space-y-4">
      {changes.slice(0, most).map((change) => {
        const key =
          change.kind === 'default' ? 'default' : 'rule' in change ? change.rule.id : change.after.id
        return (
          <div key={`${change.kind} ${key}`}>
            <dt className="mb-1.5 text-sm font-medium break-words">
              <Title change={change} />
            </dt>
            {say(change).map((line, index) => (
              <dd key={index} className="not-last:mb-1">
                <ChangeLines {...line} />
              </dd>
            ))}
          </div>
        )
      })}
    </dl>
  )
}

/** Which rule: by its number in the later set, or in the earlier one where it is no more. */
function Title({ change }: { change: RuleChange }) {
  const t = useTranslations('routing.diff')
  if (change.kind === 'default') return t('default')
  const { place, name } = 'rule' in change ? change.rule : change.after
  return name === '' ? t('rule', { place }) : t('ruleNamed', { place, name })
}

type Line = { kind: 'added' | 'removed' | 'changed' | 'moved'; was: string | null; becomes: string | null }

function useLines({ before, after, names }: RulesDiffProps) {
  const t = useTranslations('routing.diff')
  const tongue = useRoutingTongue()

  function whole(rule: PlacedRule): string {
    const sentence = textOf(ruleSentence(rule, names, tongue))
    return rule.enabled ? sentence : t('off', { sentence })
  }

  /** Words of the shop's own that may be empty: then there is nothing that was, or nothing that becomes of it. */
  function words(what: 'name' | 'note', was: string, becomes: string): Line {
    const say = (value: string) => (value === '' ? null : t(what, { value }))
    const kind = was === '' ? 'added' : becomes === '' ? 'removed' : 'changed'
    return { kind, was: say(was), becomes: say(becomes) }
  }

  const moved = (one: { before: PlacedRule; after: PlacedRule }): Line => ({
    kind: 'moved',
    was: null,
    becomes: t(one.before.place === one.after.place ? 'movedAmong' : 'moved', {
      before: one.before.place,
      after: one.after.place,
    }),
  })

  function part(of: 'rule' | 'name' | 'note' | 'enabled', was: PlacedRule, becomes: PlacedRule): Line {
    switch (of) {
      case 'name':
      case 'note':
        return words(of, was[of], becomes[of])
      case 'enabled':
        return {
          kind: 'changed',
          was: t(`enabled.${was.enabled}`),
          becomes: t(`enabled.${becomes.enabled}`),
        }
      case 'rule':
        return {
          kind: 'changed',
          was: textOf(ruleSentence(was, names, tongue)),
          becomes: textOf(ruleSentence(becomes, names, tongue)),
        }
    }
  }

  return (change: RuleChange): Line[] => {
    switch (change.kind) {
      case 'added':
        return [{ kind: 'added', was: null, becomes: whole(change.rule) }]
      case 'removed':
        return [{ kind: 'removed', was: whole(change.rule), becomes: null }]
      case 'moved':
        return [moved(change)]
      case 'changed':
        return [
          ...change.parts.map((of) => part(of, change.before, change.after)),
          ...(change.moved ? [moved(change)] : []),
        ]
      case 'default': {
        const say = (content: RuleSetContent) =>
          textOf(defaultSentence(content.otherwise, names, tongue, { alone: content.rules.length === 0 }))
        return [{ kind: 'changed', was: say(before), becomes: say(after) }]
      }
    }
  }
}
