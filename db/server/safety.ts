import type { Sql } from 'postgres'
import journal from '../../drizzle/meta/_journal.json'
import { appRole } from './roles'

/** Something that makes it unsafe to serve: a stable code and a sentence for a person. */
export type SafetyProblem = { code: string; message: string }

/**
 * Looks at the database as the application sees it and names everything that would let it past the walls between
 * merchants. `sql` must be connected the way the application connects. Empty when all is well.
 */
export async function inspectSafety(sql: Sql): Promise<SafetyProblem[]> {
  return [...(await inspectRole(sql)), ...(await inspectTables(sql))]
}

async function inspectRole(sql: Sql): Promise<SafetyProblem[]> {
  const roles = await sql<
    { name: string; current: boolean; super: boolean; bypass: boolean; owned: string[] }[]
  >`
    select rolname as name, rolname = current_user as current, rolsuper as super, rolbypassrls as bypass,
      array(
        select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relowner = pg_roles.oid and c.relkind in ('r', 'p') and n.nspname = 'public' order by 1 limit 5
      ) as owned
    from pg_roles where rolname in (current_user, session_user)`
  const problems: SafetyProblem[] = []
  for (const role of roles) {
    const who = role.current
      ? `The application's role ${role.name}`
      : `The application signs in as ${role.name}, which`
    if (role.super) problems.push({ code: 'superuser', message: `${who} is a superuser` })
    if (role.bypass && !role.super)
      problems.push({ code: 'bypassrls', message: `${who} may bypass row level security` })
    if (role.current && role.owned.length > 0) {
      problems.push({ code: 'owner', message: `${who} owns tables: ${role.owned.join(', ')}` })
    }
    if (role.current && role.name !== appRole) {
      problems.push({ code: 'role', message: `${who} is not ${appRole}` })
    }
  }
  return problems
}

async function inspectTables(sql: Sql): Promise<SafetyProblem[]> {
  const tables = await sql<{ name: string; enabled: boolean; forced: boolean; policies: number }[]>`
    select c.oid::regclass::text as name, relrowsecurity as enabled, relforcerowsecurity as forced,
      (
        select count(*)::int from pg_policy p
        where p.polrelid = c.oid and p.polpermissive
          and (0 = any(p.polroles) or (select oid from pg_roles where rolname = current_user) = any(p.polroles))
      ) as policies
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped
    where c.relkind in ('r', 'p') order by 1`
  if (tables.length === 0)
    return [{ code: 'empty', message: 'The database has no tables of this application' }]
  return tables.flatMap(({ name, enabled, forced, policies }) => [
    ...(enabled ? [] : [{ code: 'rls', message: `Table ${name} has no row level security` }]),
    ...(forced
      ? []
      : [{ code: 'rls_not_forced', message: `Table ${name} does not force row level security` }]),
    ...(policies > 0
      ? []
      : [{ code: 'no_policy', message: `Table ${name} has no policy for the application` }]),
  ])
}

/** Tags of the migrations that this code brings and the database has not applied yet, in order. */
export async function pendingMigrations(sql: Sql): Promise<string[]> {
  const [table] = await sql<{ there: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as there`
  const rows = table?.there
    ? await sql<{ at: string }[]>`select created_at::text as at from drizzle.__drizzle_migrations`
    : []
  const applied = new Set(rows.map(({ at }) => Number(at)))
  return journal.entries.filter(({ when }) => !applied.has(when)).map(({ tag }) => tag)
}
