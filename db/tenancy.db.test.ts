import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { furnishedMerchant } from './factories/furnished'
import { freshMerchant, freshOrder } from './factories/merchant'
import { readMerchant, withMerchant } from './tenant'
import { testDatabase } from './testing/database'
import { newId } from '@/lib/ids'

const { owner, app } = await testDatabase()
const now = new Date('2026-11-16T09:00:00Z')

/** Every table with merchant_id, from the catalogue, so that a new one is looked at without being named here. */
async function tenantTables(): Promise<string[]> {
  const rows = await owner<{ name: string }[]>`
    select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`
  return rows.map((row) => row.name)
}

describe('the walls between merchants', () => {
  it('stand around every table, and leave nothing to see without a merchant or of another one', async () => {
    const [one, other] = [await furnishedMerchant(owner, now), await furnishedMerchant(owner, now)]
    const tables = await tenantTables()
    expect(tables.length).toBeGreaterThan(20)
    for (const table of tables) {
      const nobody = await app.unsafe(`select count(*)::int as n from "${table}"`)
      expect([table, nobody[0]?.n]).toEqual([table, 0])
      const foreign = await readMerchant(one.shop.system, (tx) =>
        tx.execute<{ n: number }>(
          sql`select count(*)::int as n from ${sql.identifier(table)} where merchant_id <> ${one.shop.id}`,
        ),
      )
      expect([table, foreign[0]?.n]).toEqual([table, 0])
      const own = await readMerchant(other.shop.system, (tx) =>
        tx.execute<{ n: number }>(
          sql`select count(*)::int as n from ${sql.identifier(table)} where merchant_id = ${one.shop.id}`,
        ),
      )
      expect([table, own[0]?.n]).toEqual([table, 0])
    }
    const merchants = await readMerchant(one.shop.system, (tx) =>
      tx.execute<{ id: string }>(sql`select id from merchants`),
    )
    expect([...merchants]).toEqual([{ id: one.shop.id }])
  })

  it('let nobody write a row of another merchant', async () => {
    const [one, other] = [await freshMerchant(owner), await freshMerchant(owner)]
    await expect(
      withMerchant(one.system, (tx) =>
        tx.execute(
          sql`insert into notes (merchant_id, id, body, created_at) values (${other.id}, ${newId()}, 'x', now())`,
        ),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })

  it('every row level security is forced and every policy names its role', async () => {
    const weak = await owner`
      select c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'merchant_id')
        and not (c.relrowsecurity and c.relforcerowsecurity
          and exists (select from pg_policy p where p.polrelid = c.oid))`
    expect(weak).toEqual([])
    const open = await owner`select polname from pg_policy where polroles = '{0}'`
    expect(open).toEqual([])
  })

  it('keep the application from changing or deleting an event, and the owner too', async () => {
    const { shop, caseId } = await furnishedMerchant(owner, now)
    await expect(
      withMerchant(shop.system, (tx) =>
        tx.execute(sql`update case_events set hash = 'x' where merchant_id = ${shop.id}`),
      ),
    ).rejects.toMatchObject({ code: '42501' })
    await expect(
      withMerchant(shop.system, (tx) =>
        tx.execute(sql`delete from case_events where merchant_id = ${shop.id}`),
      ),
    ).rejects.toMatchObject({ code: '42501' })
    await expect(owner`update case_events set hash = 'x' where case_id = ${caseId}`).rejects.toMatchObject({
      code: '42501',
    })
  })

  it('every unique key and foreign key between merchant tables begins with the merchant', async () => {
    const loose = await owner`
      select con.conrelid::regclass::text as table, con.conname from pg_constraint con
      join pg_attribute a on a.attrelid = con.conrelid and a.attname = 'merchant_id'
      where con.contype in ('p', 'u', 'f') and con.conkey[1] <> a.attnum
        and not (con.contype = 'f' and con.confrelid = 'users'::regclass)`
    expect(loose).toEqual([])
  })
})

describe('withMerchant', () => {
  it('rolls back what a failing callback wrote, also when it swallowed the error of a query', async () => {
    const shop = await freshMerchant(owner)
    const note = () =>
      sql`insert into notes (merchant_id, id, body, created_at) values (${shop.id}, ${newId()}, 'x', now())`
    await expect(
      withMerchant(shop.system, async (tx) => {
        await tx.execute(note())
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await expect(
      withMerchant(shop.system, async (tx) => {
        await tx.execute(note())
        await tx.execute(sql`select 1 / 0`).catch(() => {})
      }),
    ).rejects.toThrow()
    const [row] = await readMerchant(shop.system, (tx) =>
      tx.execute<{ n: number }>(sql`select count(*)::int as n from notes`),
    )
    expect(row?.n).toBe(0)
  })

  it('leaves nothing of one merchant on the connection for the next', async () => {
    const shops = await Promise.all(Array.from({ length: 5 }, () => freshMerchant(owner)))
    await Promise.all(shops.map((shop) => freshOrder(shop)))
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const shop = shops[index % shops.length]
        if (!shop) throw new Error('no shop')
        const rows = await readMerchant(shop.system, (tx) =>
          tx.execute<{ merchant_id: string }>(sql`select merchant_id from orders`),
        )
        return rows.every((row) => row.merchant_id === shop.id) && rows.length === 1
      }),
    )
    expect(seen.every(Boolean)).toBe(true)
  })

  it('has set the merchant before the very first query, however soon that is sent', async () => {
    const shop = await freshMerchant(owner)
    for (let round = 0; round < 20; round += 1) {
      const rows = await readMerchant(shop.system, (tx) => {
        const query = tx.execute<{ id: string }>(sql`select id from merchants`)
        return query.then((found) => [...found])
      })
      expect(rows).toEqual([{ id: shop.id }])
    }
  })

  it('refuses what is no merchant id', async () => {
    const caller = { merchant: { id: "'; drop table cases; --" } }
    await expect(readMerchant(caller, async () => 1)).rejects.toThrow('not a merchant id')
  })

  it('refuses to write in a reading', async () => {
    const shop = await freshMerchant(owner)
    await expect(
      readMerchant(shop.system, (tx) =>
        tx.execute(
          sql`insert into notes (merchant_id, id, body, created_at) values (${shop.id}, ${newId()}, 'x', now())`,
        ),
      ),
    ).rejects.toMatchObject({ code: '25006' })
  })

  it('notices a lost connection, and the next transaction works', async () => {
    const shop = await freshMerchant(owner)
    await expect(
      withMerchant(shop.system, async (tx) => {
        const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
        await owner`select pg_terminate_backend(${row?.pid ?? 0}, 5000)`
        await tx.execute(sql`select 1`)
      }),
    ).rejects.toThrow()
    const rows = await readMerchant(shop.system, (tx) => tx.execute(sql`select id from merchants`))
    expect(rows).toHaveLength(1)
  })
})
