import type { RefusalSearch, RefusalTab } from '@/lib/refusals/search'

export type RefusalColumn =
  | 'number'
  | 'stage'
  | 'why'
  | 'slot'
  | 'signs'
  | 'route'
  | 'rule'
  | 'customer'
  | 'goods'
  | 'amount'
  | 'reason'
  | 'courier'
  | 'hub'
  | 'refused'
  | 'storage'
  | 'attempt'
  | 'waiting'
  | 'step'

/** What each queue has to show for a decision, in its order; as much as a laptop has room for. */
const shown: Record<RefusalTab, readonly RefusalColumn[]> = {
  needs_route: ['number', 'why', 'goods', 'amount', 'storage', 'waiting', 'step'],
  redelivery: ['number', 'slot', 'customer', 'goods', 'attempt', 'storage', 'waiting'],
  storage: ['number', 'storage', 'goods', 'amount', 'hub', 'route'],
  disputed: ['number', 'signs', 'goods', 'reason', 'courier', 'waiting'],
  moving: ['number', 'route', 'rule', 'customer', 'goods', 'amount', 'waiting'],
  arrived: ['number', 'route', 'rule', 'customer', 'goods', 'amount', 'waiting'],
  all: ['number', 'stage', 'route', 'rule', 'goods', 'reason', 'refused'],
}
/** What there is room for beside the panel: what the rows of the queue differ by. */
const besidePeek: Record<RefusalTab, readonly RefusalColumn[]> = {
  needs_route: ['number', 'why', 'goods', 'waiting'],
  redelivery: ['number', 'slot', 'goods', 'waiting'],
  storage: ['number', 'storage', 'goods', 'route'],
  disputed: ['number', 'signs', 'goods', 'waiting'],
  moving: ['number', 'route', 'goods', 'waiting'],
  arrived: ['number', 'route', 'goods', 'waiting'],
  all: ['number', 'stage', 'goods', 'route'],
}

/** `selectable`: whether the reader may send rows of the page somewhere. */
export function shownColumns({ tab, peek }: RefusalSearch, selectable: boolean): RefusalColumn[] {
  return (peek === null ? shown : besidePeek)[tab].filter((column) => column !== 'step' || selectable)
}
