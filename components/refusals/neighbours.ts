import type { Stage } from '@/lib/cases/machine'
import { parseCaseSearch, type CaseSearch } from '@/lib/cases/search'
import type { RefusalTab } from '@/lib/refusals/search'

/** The stage of the returns that a tab shows, where it is one. */
const stageOf = {
  needs_route: 'needs_route',
  redelivery: 'redelivery',
  moving: 'in_transit',
  arrived: 'inspection',
} as const satisfies Partial<Record<RefusalTab, Stage>>
const staged = Object.keys(stageOf) as (keyof typeof stageOf)[]

/** The list of returns that has the cases of a tab in the tab's order: through it j and k go on from one card to the next. */
export function caseListOf(tab: RefusalTab): CaseSearch {
  const own = staged.find((one) => one === tab)
  return parseCaseSearch({
    kind: 'refusal',
    ...(own && { stage: stageOf[own], sort: '-waiting' }),
  })
}

/** The tab whose cases a list of returns has; all refusals where it is none of them. */
export function tabOf({ stage }: CaseSearch): RefusalTab {
  return staged.find((tab) => stage.length === 1 && stage[0] === stageOf[tab]) ?? 'all'
}
