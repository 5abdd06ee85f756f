import 'server-only'
import { sql } from 'drizzle-orm'
import type { CounterName } from '@/db/schema/people'
import type { Tx } from '@/db/tenant'

/** The next numbers of a kind, in order; the counter's row is held until the transaction ends. */
export async function nextNumbers(
  tx: Tx,
  merchantId: string,
  name: CounterName,
  count: number,
): Promise<number[]> {
  const [row] = await tx.execute<{ last: number }>(sql`
    insert into number_counters as n (merchant_id, name, last) values (${merchantId}, ${name}, ${10_000 + count})
    on conflict (merchant_id, name) do update set last = n.last + ${count}
    returning last`)
  if (!row) throw new Error('number_counters did not answer')
  return Array.from({ length: count }, (_, index) => row.last - count + 1 + index)
}
