import { expect, type Page } from '@playwright/test'
import type { Role } from '@/lib/permissions'
import { demoFacts } from './facts'

export type DemoLogin = { slug: string; name: string; role: Role; email: string; password: string }

/** The demo's login of this role in the shop of this place in the list, the first unless given. */
export function demoLogin(role: Role, shop = 0): DemoLogin {
  const merchant = demoFacts().merchants[shop]
  const login = merchant?.logins.find((one) => one.role === role)
  if (!merchant || !login) throw new Error(`The demo has no ${role} in shop ${shop}`)
  return { slug: merchant.slug, name: merchant.name, ...login }
}

/** Signs this page's browser in without the form, for journeys that begin behind it. */
export async function signInAs(page: Page, role: Role, shop = 0): Promise<DemoLogin> {
  const login = demoLogin(role, shop)
  await signInWith(page, login)
  return login
}

/** The same for anybody whose email and password are known. */
export async function signInWith(page: Page, login: { email: string; password: string }): Promise<void> {
  const { csrfToken } = (await (await page.request.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const answer = await page.request.post('/api/auth/callback/credentials', {
    form: { csrfToken, email: login.email, password: login.password, json: 'true' },
  })
  expect(answer.status(), await answer.text()).toBe(200)
}
