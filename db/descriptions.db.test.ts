import { expect, it } from 'vitest'
import { testDatabase } from './testing/database'

const { owner } = await testDatabase()

it('every table and column says what it means', async () => {
  const silent = await owner`
    select c.relname || coalesce('.' || a.attname, '') as place
    from pg_class c
    left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (col_description(c.oid, a.attnum) is null or obj_description(c.oid, 'pg_class') is null)`
  expect(silent.map((row) => row.place as string)).toEqual([])
})
