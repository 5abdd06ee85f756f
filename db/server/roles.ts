import postgres from 'postgres'
import { Refused } from './refused'

/** The group role that the application becomes; tables grant to it, it owns nothing. */
export const appRole = 'obratno_app'

type Login = { name: string; password: string }

/**
 * Makes the roles of the application where they are missing and brings them to what they must be. Idempotent; safe
 * when two do it at once. `login` also makes a role that may sign in and become the application's role, and no more.
 * Throws with the statements to run when `ownerUrl` may not create roles.
 */
export async function ensureRoles(ownerUrl: string, { login }: { login?: Login } = {}): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtext('obratno.roles'))`
      const [me] = await tx<{ super: boolean; creates: boolean; app: boolean; member: boolean }[]>`
        select rolsuper as super, rolsuper or rolcreaterole as creates,
          exists (select from pg_roles where rolname = ${appRole}) as app,
          rolsuper or exists (
            select from pg_auth_members m join pg_roles g on g.oid = m.roleid
            where g.rolname = ${appRole} and m.member = pg_roles.oid
          ) as member
        from pg_roles where rolname = current_user`
      if (!me) throw new Error('The database does not know its current user')
      if (!me.app && !me.creates) {
        throw new Refused(
          `The role ${appRole} is missing and this database user may not create it. ${remedy}`,
        )
      }
      if (!me.app)
        await tx`create role ${tx(appRole)} nologin nosuperuser nobypassrls nocreatedb nocreaterole`
      // A superuser may become any role; anyone else needs to be a member before SET ROLE is allowed.
      if (!me.member) await tx`grant ${tx(appRole)} to current_user`.catch(explain)
      if (login) await ensureLogin(tx, login)
    })
  } finally {
    await sql.end()
  }
}

const remedy =
  `Have an administrator run: CREATE ROLE ${appRole} NOLOGIN NOSUPERUSER NOBYPASSRLS; ` +
  `GRANT ${appRole} TO <this user> WITH ADMIN OPTION; (the same for obratno_resolver)`

function explain(cause: Error): never {
  throw new Refused(`This database user may not become ${appRole} (${cause.message}). ${remedy}`, { cause })
}

async function ensureLogin(tx: postgres.TransactionSql, { name, password }: Login): Promise<void> {
  await tx`select set_config('obratno.login', ${name}, true), set_config('obratno.password', ${password}, true)`
  // Role statements take no parameters; format() quotes on the server.
  await tx`do $$
    declare login text := current_setting('obratno.login');
    begin
      if not exists (select from pg_roles where rolname = login) then
        execute format('create role %I login noinherit', login);
      end if;
      execute format('alter role %I login nosuperuser nobypassrls nocreatedb nocreaterole password %L',
        login, current_setting('obratno.password'));
    end $$`
  await tx`grant ${tx(appRole)} to ${tx(name)}`
}

/** Creates the database when it is missing. `url` connects to another database of the same server. */
export async function ensureDatabase(url: string, name: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const found = await sql`select from pg_database where datname = ${name}`
    if (found.length === 0) await sql`create database ${sql(name)}`
  } finally {
    await sql.end()
  }
}
