import 'server-only'
import { createHash } from 'node:crypto'
import { appClient } from '@/db/client'
import { newId } from '@/lib/ids'
import { attemptLimits, lockedUntil } from './rules'

export type Attempt = { email: string; address: string }
export type Admission =
  { admitted: true; forgive: () => Promise<void> } | { admitted: false; lockedUntil: Date }

function subjects(attempt: Attempt) {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex')
  return { email: `email:${digest(attempt.email)}`, address: `ip:${digest(attempt.address)}` }
}

/**
 * Counts an attempt before the password is looked at, so that a hundred at once cannot slip through, and a database that
 * does not answer lets nobody in (it throws). Whoever signs in calls `forgive`, which clears the email's failures and
 * takes this attempt off the address's count. An attempt that is not admitted is not counted: a lock-out ends in time.
 */
export async function admitAttempt(attempt: Attempt, now: Date): Promise<Admission> {
  const subject = subjects(attempt)
  const both = [subject.email, subject.address]
  const [emailRow, addressRow] = [newId(), newId()]
  const since = new Date(
    now.getTime() - Math.max(...Object.values(attemptLimits).map((limit) => limit.windowMs)),
  )
  const until = await appClient().begin(async (sql) => {
    await sql`
      select pg_advisory_xact_lock(key)
      from (select distinct hashtextextended(s, 0) as key from unnest(${both}::text[]) s order by 1) keys`
    await sql`
      delete from sign_in_attempts where subject = any(${both}::text[]) and at <= ${since.toISOString()}::timestamptz`
    const rows = await sql<{ subject: string; at: string }[]>`
      select subject, at from sign_in_attempts where subject = any(${both}::text[])`
    const failuresOf = (wanted: string) =>
      rows.filter((row) => row.subject === wanted).map((row) => new Date(row.at))
    const locks = [
      lockedUntil(failuresOf(subject.email), attemptLimits.email, now),
      lockedUntil(failuresOf(subject.address), attemptLimits.address, now),
    ].filter((lock) => lock !== null)
    const longest = locks.sort((a, b) => b.getTime() - a.getTime())[0]
    if (longest) return longest
    await sql`
      insert into sign_in_attempts (id, subject, at)
      values (${emailRow}, ${subject.email}, ${now.toISOString()}::timestamptz),
             (${addressRow}, ${subject.address}, ${now.toISOString()}::timestamptz)`
    return null
  })
  if (until) return { admitted: false, lockedUntil: until }
  return {
    admitted: true,
    forgive: async () => {
      await appClient()`delete from sign_in_attempts where subject = ${subject.email} or id = ${addressRow}`
    },
  }
}
