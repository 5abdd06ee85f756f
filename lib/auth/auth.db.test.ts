import { beforeEach, describe, expect, test, vi } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { testDatabase } from '@/db/testing/database'
import { newId } from '@/lib/ids'
import { checkPassword, closeSession, openSession, setUserLocale, sweepEnded } from './commands'
import { hashPassword } from './password'
import { findSignedIn } from './queries'
import { tokenHash } from './tokens'

const { owner, app } = await testDatabase()
const now = new Date('2026-11-21T12:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const password = 'верный пароль'
const passwordHash = await hashPassword(password)

/** A user with a password, member of as many fresh shops as asked, and an address that nobody else in the tests has. */
async function person(shops = 1) {
  const email = `person-${newId()}@shop.test`
  const members = [{ role: 'support' as const, email, name: 'Анна Ковалёва', passwordHash }]
  const merchants = []
  for (let index = 0; index < shops; index++) merchants.push(await freshMerchant(owner, { members }))
  const [user] = await owner<{ id: string }[]>`select id from users where email = ${email}`
  return { email, id: user?.id ?? '', merchants, address: newId() }
}

type Person = Awaited<ReturnType<typeof person>>
const attempt = (who: Pick<Person, 'email' | 'address'>, typed: string, at = now) =>
  checkPassword({ email: who.email, password: typed }, who.address, at)
const wrong = { ok: false, refusal: { kind: 'wrong' } }
const signedInAs = async (who: Person) =>
  openSession(who.id, { remember: false, previous: undefined }, new Date())

describe('email and password', () => {
  test('the right ones name the user, however the email was written at registration', async () => {
    const anna = await person()
    await owner`update users set email = ${anna.email.toUpperCase()} where id = ${anna.id}`
    expect(await attempt(anna, password)).toMatchObject({
      ok: true,
      user: { id: anna.id, name: 'Анна Ковалёва' },
    })
  })

  test('an unknown email is answered, and counted, like a wrong password', async () => {
    const anna = await person()
    const nobody = { email: `nobody-${newId()}@shop.test`, address: newId() }
    expect(await attempt(anna, 'другой')).toEqual(wrong)
    for (let count = 1; count <= 5; count++) expect(await attempt(nobody, password)).toEqual(wrong)
    expect(await attempt(nobody, password)).toEqual({ ok: false, refusal: { kind: 'locked', minutes: 15 } })
  })
})

describe('lock-out', () => {
  test('after five failures even the right password waits, the minutes are said, and it ends by itself', async () => {
    const anna = await person()
    for (let count = 0; count < 5; count++) expect(await attempt(anna, 'мимо', later(count))).toEqual(wrong)
    expect(await attempt(anna, password, later(5))).toEqual({
      ok: false,
      refusal: { kind: 'locked', minutes: 10 },
    })
    // What was not let in does not make the wait longer.
    expect(await attempt(anna, password, later(14.5))).toEqual({
      ok: false,
      refusal: { kind: 'locked', minutes: 1 },
    })
    expect(await attempt(anna, password, later(15))).toMatchObject({ ok: true })
  })

  test('signing in clears the count', async () => {
    const anna = await person()
    for (let count = 0; count < 4; count++) await attempt(anna, 'мимо')
    expect(await attempt(anna, password)).toMatchObject({ ok: true })
    for (let count = 0; count < 4; count++) expect(await attempt(anna, 'мимо')).toEqual(wrong)
    expect(await attempt(anna, password)).toMatchObject({ ok: true })
  })

  test('one address cannot try many emails, while another may still sign in', async () => {
    const anna = await person()
    const guesser = newId()
    for (let count = 0; count < 30; count++) {
      expect(await attempt({ email: `guess-${newId()}@shop.test`, address: guesser }, 'мимо')).toEqual(wrong)
    }
    expect(await attempt({ ...anna, address: guesser }, password)).toMatchObject({
      refusal: { kind: 'locked' },
    })
    expect(await attempt(anna, password)).toMatchObject({ ok: true })
  })

  test('a success does not clear what others at the address have failed', async () => {
    const anna = await person()
    for (let count = 0; count < 30; count++) {
      if (count === 20) expect(await attempt(anna, password)).toMatchObject({ ok: true })
      await attempt({ email: `guess-${newId()}@shop.test`, address: anna.address }, 'мимо')
    }
    expect(await attempt(anna, password)).toMatchObject({ refusal: { kind: 'locked' } })
  })

  test('twenty at once do not slip through', async () => {
    const anna = await person()
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt(anna, 'мимо')))
    expect(answers.filter((answer) => !answer.ok && answer.refusal.kind === 'wrong')).toHaveLength(5)
    expect(answers.filter((answer) => !answer.ok && answer.refusal.kind === 'locked')).toHaveLength(15)
  })

  test('what is kept of an attempt names neither email nor address', async () => {
    const anna = await person()
    await attempt(anna, 'мимо')
    const rows = await owner<{ subject: string }[]>`
      select subject from sign_in_attempts where subject in (
        ${`email:${tokenHash(anna.email)}`}, ${`ip:${tokenHash(anna.address)}`})`
    expect(rows.map(({ subject }) => subject).sort()).toEqual([
      `email:${tokenHash(anna.email)}`,
      `ip:${tokenHash(anna.address)}`,
    ])
  })
})

describe('session', () => {
  test('opens the shops of its user, by name, and nothing of others', async () => {
    const anna = await person(2)
    await person()
    const signedIn = await findSignedIn(await signedInAs(anna))
    expect(signedIn?.user).toMatchObject({ id: anna.id, email: anna.email, locale: 'ru' })
    expect(signedIn?.memberships.map(({ merchant }) => merchant.slug).sort()).toEqual(
      anna.merchants.map(({ slug }) => slug).sort(),
    )
    expect(signedIn?.memberships.every(({ role }) => role === 'support')).toBe(true)
  })

  test('only the hash of the token lies in the database', async () => {
    const anna = await person()
    const token = await signedInAs(anna)
    const rows = await owner<{ everything: string }[]>`
      select sessions::text as everything from sessions where user_id = ${anna.id}`
    expect(rows).toHaveLength(1)
    expect(rows[0]?.everything).toContain(tokenHash(token))
    expect(rows[0]?.everything).not.toContain(token)
    expect(await findSignedIn(tokenHash(token))).toBeNull()
  })

  test('lives twelve hours, or thirty days on a device that remembers', async () => {
    const anna = await person()
    await openSession(anna.id, { remember: false, previous: undefined }, now)
    await openSession(anna.id, { remember: true, previous: undefined }, now)
    const rows = await owner<{ hours: number }[]>`
      select extract(epoch from expires_at - created_at)::int / 3600 as hours
      from sessions where user_id = ${anna.id} order by 1`
    expect(rows.map(({ hours }) => hours)).toEqual([12, 720])
  })

  test('an expired one is nobody', async () => {
    const anna = await person()
    const yesterday = new Date(Date.now() - 13 * 3_600_000)
    const token = await openSession(anna.id, { remember: false, previous: undefined }, yesterday)
    expect(await findSignedIn(token)).toBeNull()
  })

  test('signing in again ends the one the browser had, and leaves other devices alone', async () => {
    const anna = await person()
    const [laptop, phone] = [await signedInAs(anna), await signedInAs(anna)]
    const fresh = await openSession(anna.id, { remember: false, previous: laptop }, new Date())
    expect(fresh).not.toBe(laptop)
    expect(await findSignedIn(laptop)).toBeNull()
    expect(await findSignedIn(phone)).not.toBeNull()
    expect(await findSignedIn(fresh)).not.toBeNull()
  })

  test('sign-out ends it in the database', async () => {
    const anna = await person()
    const token = await signedInAs(anna)
    await closeSession(token)
    expect(await findSignedIn(token)).toBeNull()
    await closeSession(token)
  })

  test.each([undefined, '', 'x', 'a'.repeat(43), `${'a'.repeat(43)}'--`])(
    'cookie %j is nobody',
    async (value) => {
      expect(await findSignedIn(value)).toBeNull()
    },
  )

  test('a member who was revoked is out of that shop at once, and still in the other', async () => {
    const anna = await person(2)
    const [left, kept] = anna.merchants
    const token = await signedInAs(anna)
    await owner`update members set revoked_at = now() where merchant_id = ${left?.id ?? ''} and user_id = ${anna.id}`
    expect((await findSignedIn(token))?.memberships.map(({ merchant }) => merchant.id)).toEqual([kept?.id])
    await owner`update members set revoked_at = now() where user_id = ${anna.id}`
    expect(await findSignedIn(token)).toMatchObject({ user: { id: anna.id }, memberships: [] })
  })

  test('the language is kept with the user', async () => {
    const anna = await person()
    const token = await signedInAs(anna)
    await setUserLocale(anna.id, 'en')
    expect((await findSignedIn(token))?.user.locale).toBe('en')
  })

  test('what has ended by itself is swept away, and nothing else', async () => {
    const anna = await person()
    await openSession(
      anna.id,
      { remember: false, previous: undefined },
      new Date(Date.now() - 13 * 3_600_000),
    )
    const token = await signedInAs(anna)
    await sweepEnded(new Date())
    const rows = await owner<
      { token_hash: string }[]
    >`select token_hash from sessions where user_id = ${anna.id}`
    expect(rows.map(({ token_hash }) => token_hash)).toEqual([tokenHash(token)])
  })

  test('the application can neither make users nor change who they are', async () => {
    const anna = await person()
    await expect(app`update users set email = 'other@shop.test' where id = ${anna.id}`).rejects.toThrow(
      /permission/,
    )
    await expect(app`delete from users where id = ${anna.id}`).rejects.toThrow(/permission/)
    expect(await app`select from members where user_id = ${anna.id}`).toHaveLength(0)
  })
})

const request = vi.hoisted(() => ({ cookies: new Map<string, string>(), headers: new Map<string, string>() }))
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => {
      const value = request.cookies.get(name)
      return value === undefined ? undefined : { name, value }
    },
  }),
  headers: async () => request.headers,
}))

describe('who asks, for the shop in the path', async () => {
  process.env.APP_URL = 'http://localhost:3000'
  const { actionCaller, requireCaller } = await import('./session')
  const { sessionCookie } = await import('./cookies')
  const come = (token: string) => request.cookies.set(sessionCookie().name, token)
  /** Where a page sends its visitor instead of answering: what Next reads from the error it throws. */
  const sentTo = (slug: string) =>
    requireCaller(slug).then(
      () => 'answered',
      (error: Error & { digest?: string }) => error.digest,
    )

  beforeEach(() => {
    request.cookies.clear()
    request.headers.clear()
  })

  test('a member is the caller with the role of that shop', async () => {
    const anna = await person()
    const slug = anna.merchants[0]?.slug ?? ''
    come(await signedInAs(anna))
    const caller = await requireCaller(slug)
    expect(caller).toMatchObject({
      role: 'support',
      merchant: { slug, timeZone: 'Europe/Moscow' },
      actor: { kind: 'member' },
    })
    expect(caller.can.has('case.decide')).toBe(true)
    expect(caller.can.has('settings.manage')).toBe(false)
    expect(await actionCaller(slug)).toMatchObject({ ok: true, data: { role: 'support' } })
  })

  test("another's shop is not found, exactly like one that never was", async () => {
    const [anna, boris] = [await person(), await person()]
    come(await signedInAs(anna))
    const foreign = boris.merchants[0]?.slug ?? ''
    expect(await actionCaller(foreign)).toMatchObject({ ok: false, error: { code: 'not_found' } })
    expect(await actionCaller(foreign)).toEqual(await actionCaller('never-was'))
    expect(await sentTo(foreign)).toBe(await sentTo('never-was'))
    expect(await sentTo(foreign)).toContain('404')
  })

  test('a revoked member fails at the next request', async () => {
    const anna = await person()
    const slug = anna.merchants[0]?.slug ?? ''
    come(await signedInAs(anna))
    expect(await sentTo(slug)).toBe('answered')
    await owner`update members set revoked_at = now() where user_id = ${anna.id}`
    expect(await sentTo(slug)).toContain('404')
    expect(await actionCaller(slug)).toMatchObject({ ok: false, error: { code: 'not_found' } })
  })

  test('nobody is sent to sign in and back; an action answers', async () => {
    const anna = await person()
    const slug = anna.merchants[0]?.slug ?? ''
    request.headers.set('x-obratno-path', `/${slug}/returns?stage=review`)
    expect(await sentTo(slug)).toContain(
      `/sign-in?next=${encodeURIComponent(`/${slug}/returns?stage=review`)}`,
    )
    expect(await actionCaller(slug)).toMatchObject({ ok: false, error: { code: 'unauthenticated' } })
    const token = await signedInAs(anna)
    come(token)
    expect(await sentTo(slug)).toBe('answered')
    await closeSession(token)
    expect(await sentTo(slug)).toContain('/sign-in')
  })
})
