/** What people may do with a refused parcel: one table, read by buttons, server checks and tests. */
import type { Axes, RouteAction } from '@/lib/cases/machine'
import type { Permission } from '@/lib/permissions'

export const refusalCommands = ['override', 'schedule', 'dispute', 'settle'] as const
export type RefusalCommand = (typeof refusalCommands)[number]

type Situation = Pick<Axes, 'kind' | 'custody'> & { route: RouteAction | null; disputed: boolean }

type Row = {
  permission: Permission
  /** Where the goods are; anywhere when absent. */
  custody?: readonly Axes['custody'][]
  route?: RouteAction
  /** Only while it is in dispute. */
  disputed?: true
  needs: readonly ('comment' | 'destination' | 'slot' | 'settlement')[]
}

/** Until the goods have left the hub their way may be changed; afterwards only what was said of the refusal. */
export const refusalMachine: Record<RefusalCommand, Row> = {
  override: { permission: 'refusal.route', custody: ['courier', 'hub'], needs: ['destination', 'comment'] },
  schedule: {
    permission: 'case.work',
    custody: ['courier', 'hub'],
    route: 'redeliver',
    needs: ['slot'],
  },
  /** The customer says otherwise. */
  dispute: { permission: 'case.work', needs: ['comment'] },
  settle: { permission: 'case.decide', disputed: true, needs: ['settlement', 'comment'] },
}

/** Whether the state of the case allows the command; permissions are asked separately. */
export function refusalAllows(command: RefusalCommand, at: Situation): boolean {
  const { custody, route, disputed } = refusalMachine[command]
  return (
    at.kind === 'refusal' &&
    (!custody || custody.includes(at.custody)) &&
    (!route || route === at.route) &&
    (!disputed || at.disputed)
  )
}
