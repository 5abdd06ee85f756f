import type { Sql } from 'postgres'

export type ServerFacts = {
  /** `server_version_num`, for example 150018. */
  version: number
  encoding: string
  /** `c` libc, `i` ICU, `b` builtin. */
  provider: string
  ctype: string
  locale: string | null
}

const oldest = 15

/** What makes a server unusable for this application, each a sentence for a person; empty when it will do. */
export function unsuitable({ version, encoding, provider, ctype, locale }: ServerFacts): string[] {
  const problems: string[] = []
  const major = Math.floor(version / 10_000)
  if (major < oldest) problems.push(`PostgreSQL ${oldest} or newer is needed, the server is ${major}.`)
  if (encoding !== 'UTF8') problems.push(`The encoding must be UTF8, the database has ${encoding}.`)
  // In "C" there are no Cyrillic letters: lower() does nothing and trigrams are empty.
  const effective = provider === 'b' ? (locale ?? 'C') : ctype
  if (effective === 'C' || effective === 'POSIX') {
    problems.push(
      `LC_CTYPE must not be "${effective}", because Cyrillic cannot be searched in it; create the database with, ` +
        `for example, TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'.`,
    )
  }
  return problems
}

export async function checkServer(sql: Sql): Promise<string[]> {
  const [facts] = await sql<ServerFacts[]>`
    select current_setting('server_version_num')::int as version,
      pg_encoding_to_char(encoding) as encoding,
      coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') as provider,
      datctype as ctype,
      coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') as locale
    from pg_database d where datname = current_database()`
  if (!facts) throw new Error('The database does not know itself')
  return unsuitable(facts)
}
