import 'server-only'
/** What commands on a refused parcel share inside their transaction. */
import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/tenant'
import type { Caller } from '@/lib/caller'
import { holdCase } from '@/lib/cases/holding'
import type { LoadedCase } from '@/lib/cases/store'
import { deny } from '@/lib/command'
import type { RefusalFacts } from '@/lib/routing/route'
import type { RouteActions } from '@/lib/routing/schemas'
import { refusalAllows, type RefusalCommand } from './machine'
import type { RefusalSign } from './refusal'

export type HeldRefusal = {
  id: string
  refusedAt: Date
  facts: RefusalFacts
  signs: RefusalSign[]
  disputed: boolean
  /** Who has the parcel. */
  carrierId: string
  /** What is done with it by the route it has; null: it has none. */
  actions: RouteActions | null
}

type Row = {
  id: string
  refused_at: string
  facts: RefusalFacts
  signs: RefusalSign[]
  disputed: boolean
  carrier_id: string
  actions: RouteActions | null
}

/**
 * The case as the caller saw it, with its latest refusal, when its state allows the command; to settle, with the latest of
 * those that are in dispute.
 */
export async function holdRefusal(
  tx: Tx,
  caller: Caller,
  command: RefusalCommand,
  caseId: string,
  expectedVersion: number | null,
): Promise<{ loaded: LoadedCase; refusal: HeldRefusal }> {
  const loaded = await holdCase(tx, caller, caseId, expectedVersion)
  const [row] = await tx.execute<Row>(sql`
    select id, refused_at, facts, signs, disputed_at is not null and settled_at is null as disputed, carrier_id,
      (select t.actions from routes t
        where t.merchant_id = refusals.merchant_id and t.id = ${loaded.state.routeId}::uuid) as actions
    from refusals where merchant_id = ${caller.merchant.id} and case_id = ${caseId}
    order by ${command === 'settle' ? sql`disputed_at is not null and settled_at is null desc, ` : sql``}attempt desc
    limit 1 for update`)
  if (!row) return deny('not_allowed_now', 'No refusal of this parcel is known')
  const { custody, kind, route, stage } = loaded.state
  if (!refusalAllows(command, { kind, custody, route, disputed: row.disputed })) {
    deny('not_allowed_now', `A refused parcel in this state does not allow: ${command}`, {
      params: { command, stage },
    })
  }
  return {
    loaded,
    refusal: {
      id: row.id,
      refusedAt: new Date(row.refused_at),
      facts: row.facts,
      signs: row.signs,
      disputed: row.disputed,
      carrierId: row.carrier_id,
      actions: row.actions,
    },
  }
}
