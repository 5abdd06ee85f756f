import path from 'node:path'
import postgres from 'postgres'
import { type Profile, startEmbedded } from './embedded'
import { Refused } from './refused'
import { ensureRoles } from './roles'
import { keptSecret } from './secrets'
import { checkServer } from './suitability'

export type Database = {
  /** May migrate: owner of the tables. */
  ownerUrl: string
  /** For the application, which adds the startup parameter `role=obratno_app`. */
  appUrl: string
  /** True when DATABASE_URL named the server, false for the embedded one. */
  given: boolean
  /** Stops what was started here; leaves a server that others run alone. */
  stop(): Promise<void>
}

type ResolveOptions = {
  /** Where the embedded server and generated passwords live. */
  dataDir: string
  log: (line: string) => void
  /** Of the embedded server. */
  profile?: Profile
  env?: Record<string, string | undefined>
}

/**
 * The database to work with: the one of DATABASE_URL when that is set, else the embedded one, started if need be.
 * A given server is checked first. Throws with a sentence for a person when it cannot be used.
 */
export async function resolveDatabase(options: ResolveOptions): Promise<Database> {
  const { dataDir, log, profile, env = process.env } = options
  const ownerUrl = env.DATABASE_URL
  if (!ownerUrl) {
    const server = await startEmbedded({ dataDir, profile, log })
    return { ownerUrl: server.ownerUrl, appUrl: server.appUrl, given: false, stop: server.stop }
  }
  log(`Using the database server of DATABASE_URL: ${withoutSecrets(ownerUrl)}`)
  const { unlimited, user } = await inspectGiven(ownerUrl)
  if (env.APP_DATABASE_URL) {
    await ensureRoles(ownerUrl)
    return { ownerUrl, appUrl: env.APP_DATABASE_URL, given: true, stop: async () => {} }
  }
  if (!unlimited) {
    await ensureRoles(ownerUrl)
    return { ownerUrl, appUrl: ownerUrl, given: true, stop: async () => {} }
  }
  // Row level security does not hold for a superuser, so the application signs in as a role of its own.
  const login = { name: 'obratno_web', password: await keptSecret(path.join(dataDir, 'given-web.password')) }
  await ensureRoles(ownerUrl, { login })
  log(`${user} is a superuser, so the application signs in as ${login.name} (password kept in ${dataDir})`)
  const appUrl = new URL(ownerUrl)
  appUrl.username = login.name
  appUrl.password = login.password
  return { ownerUrl, appUrl: appUrl.href, given: true, stop: async () => {} }
}

async function inspectGiven(url: string): Promise<{ unlimited: boolean; user: string }> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    await sql`select 1`.catch((cause: Error) => {
      throw new Refused(
        `Cannot use the database of DATABASE_URL (${withoutSecrets(url)}): ${cause.message}`,
        { cause },
      )
    })
    const problems = await checkServer(sql)
    if (problems.length > 0) {
      throw new Refused(`The database of DATABASE_URL cannot be used: ${problems.join(' ')}`)
    }
    const [role] = await sql<{ unlimited: boolean; user: string }[]>`
      select rolsuper or rolbypassrls as unlimited, rolname as user from pg_roles where rolname = session_user`
    if (!role) throw new Error('The database does not know its session user')
    return role
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** The URL as it may be shown: without the password. */
function withoutSecrets(url: string): string {
  if (!URL.canParse(url)) return '(not a URL)'
  const { protocol, username, host, pathname } = new URL(url)
  return `${protocol}//${username ? `${username}@` : ''}${host}${pathname}`
}
