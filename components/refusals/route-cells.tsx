import { StageCell } from '@/components/cases/stage'
import type { Tone } from '@/components/ui/status-pill'
import type { RowRoute } from '@/lib/refusals/listed'
import type { RefusalWords } from './words'

export const quiet = (text: string) => <span className="text-ink-3">{text}</span>

/** Why a person is asked where a parcel goes. */
export function whyAsked(route: RowRoute | null, { r }: RefusalWords): string {
  if (!route) return r('list.noRules')
  if (route.destinationClosed) return r('route.closed')
  if (route.by === 'rule' && route.rule) {
    const { name, position } = route.rule
    return name === ''
      ? r('route.ruleAsks', { position: String(position) })
      : r('route.ruleAsksNamed', { name })
  }
  return route.by === 'person' ? r('route.lost') : r('route.defaultAsks')
}

const routeTone: Record<RowRoute['action'], Tone> = { deliver: 'green', redeliver: 'blue', ask: 'amber' }

/** `plain`: without the mark of its colour, where the stage beside it has one. */
export function routeCell(route: RowRoute | null, { r }: RefusalWords, { plain }: { plain: boolean }) {
  if (!route) return quiet(r('route.none'))
  if (route.action === 'deliver') {
    return (
      <span className="block truncate max-sm:max-w-44" title={route.place ?? undefined}>
        {route.place ?? quiet(r('route.lost'))}
      </span>
    )
  }
  if (plain) return quiet(r(`route.${route.action}`))
  return <StageCell tone={routeTone[route.action]} label={r(`route.${route.action}`)} />
}

/** What chose the way, short; shorter still without the rule's name. */
export function ruleText(route: RowRoute | null, { r }: RefusalWords, nameless = false): string {
  if (!route) return '—'
  if (route.by !== 'rule' || !route.rule) return r(`route.${route.by === 'person' ? 'person' : 'default'}`)
  const position = String(route.rule.position)
  const { name } = route.rule
  return name === '' || nameless ? r('route.ruleUnnamed', { position }) : r('route.rule', { position, name })
}
