import { randomUUID } from 'node:crypto'
import { expect, test, type Page } from '@playwright/test'
import { demoFacts } from './facts'
import { demoLogin, signInAs } from './sign-in'
import { reload, visit } from './visit'

const email = (page: Page) => page.getByRole('textbox', { name: 'Эл. почта' })
const password = (page: Page) => page.getByRole('textbox', { name: 'Пароль' })
const enter = (page: Page) => page.getByRole('button', { name: 'Войти' }).click()
// Next's own announcer of pages is an alert too, outside of the page's content.
const alert = (page: Page) => page.getByRole('main').getByRole('alert')
const userMenu = (page: Page) => page.getByRole('button', { name: /Меню пользователя|User menu/ })

let complaints: string[] = []
test.beforeEach(({ page }) => {
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
})
test.afterEach(() => expect(complaints, 'what the browser complained of').toEqual([]))

test('nobody is asked to sign in and comes back to the page they wanted', async ({ page }) => {
  const login = demoLogin('support')
  await visit(page, `/${login.slug}/returns?stage=review`)
  await expect(page.getByRole('heading', { name: 'Вход в кабинет' })).toBeVisible()
  await email(page).fill(`  ${login.email.toUpperCase()} `)
  await password(page).fill(login.password)
  await enter(page)
  await expect(page).toHaveURL(new RegExp(`/${login.slug}/returns\\?stage=review$`))
  await expect(page.getByRole('navigation', { name: 'Разделы' })).toBeVisible()
})

test('a link that leads to another site after sign-in leads home', async ({ page, baseURL }) => {
  const login = demoLogin('staff')
  await visit(page, '/sign-in?next=%2F%5Cevil.example')
  await email(page).fill(login.email)
  await password(page).fill(login.password)
  await enter(page)
  await expect(page).toHaveURL(`${baseURL}/${login.slug}`)
})

test('what is missing or wrong is named at its field, and the email stays', async ({ page }) => {
  await visit(page, '/sign-in')
  await enter(page)
  await expect(email(page)).toHaveAccessibleDescription('Укажите почту')
  await expect(password(page)).toHaveAccessibleDescription('Введите пароль')
  const login = demoLogin('staff')
  await email(page).fill(login.email)
  await password(page).fill('не тот')
  await enter(page)
  await expect(alert(page)).toContainText('Почта или пароль не подходят')
  await expect(email(page)).toHaveValue(login.email)
  await expect(password(page)).toBeFocused()
  await password(page).fill(login.password)
  await enter(page)
  await expect(userMenu(page)).toBeVisible()
})

test('after five failures the door says in how many minutes it opens', async ({ page }) => {
  await visit(page, '/sign-in')
  await email(page).fill(`nobody-${randomUUID()}@shop.test`)
  for (let count = 0; count < 5; count++) {
    await password(page).fill(`мимо ${count}`)
    const answered = page.waitForResponse((response) => response.request().method() === 'POST')
    await enter(page)
    await answered
    await expect(alert(page)).toContainText('Почта или пароль не подходят')
    await expect(page.getByRole('button', { name: 'Войти' })).toBeEnabled()
  }
  await password(page).fill('мимо')
  await enter(page)
  await expect(alert(page)).toContainText(
    /Слишком много попыток\. Вход откроется через 1[45]\s(минут|минуты)/,
  )
})

test('language and theme are chosen in the user menu and stay', async ({ page, browser, baseURL }) => {
  const login = await signInAs(page, 'manager')
  await visit(page, `/${login.slug}`)
  await userMenu(page).click()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await reload(page)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')

  await userMenu(page).click()
  await page.getByRole('button', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await reload(page)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  // The language belongs to the user: another browser knows it as soon as they sign in there.
  const other = await browser.newPage({ baseURL, locale: 'ru-RU' })
  await visit(other, '/sign-in')
  await email(other).fill(login.email)
  await password(other).fill(login.password)
  await enter(other)
  await expect(other.locator('html')).toHaveAttribute('lang', 'en')
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'system')
  await other.close()

  await userMenu(page).click()
  await page.getByRole('button', { name: 'Русский' }).click()
  await expect(page.getByRole('navigation', { name: 'Разделы' })).toBeVisible()
})

test('after sign-out the back button and a copied cookie show nothing', async ({
  page,
  context,
  request,
}) => {
  const login = await signInAs(page, 'staff')
  await visit(page, `/${login.slug}`)
  await expect(page.getByText(login.email)).toBeAttached()
  await page.getByRole('link', { name: 'Возвраты' }).first().click()
  await expect(page).toHaveURL(new RegExp(`/${login.slug}/returns`))
  const copied = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')

  await userMenu(page).click()
  await page.getByRole('button', { name: 'Выйти' }).click()
  await expect(page.getByRole('heading', { name: 'Вход в кабинет' })).toBeVisible()
  await page.goBack()
  // The screen of before stands until the page that was asked for has been refused.
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await expect(page.getByRole('heading', { name: 'Вход в кабинет' })).toBeVisible()
  await expect(page.getByText(login.email)).not.toBeAttached()

  const answer = await request.get(`/${login.slug}`, { headers: { cookie: copied }, maxRedirects: 0 })
  expect(answer.status()).toBe(307)
  expect(answer.headers().location).toContain('/sign-in')
})

test('who works in two shops chooses one, and changes over in the sidebar', async ({ page }) => {
  const [first, second] = demoFacts().merchants
  const both = first?.logins.find(({ email }) => second?.logins.some((login) => login.email === email))
  if (!first || !second || !both) throw new Error('Nobody in the demo works in both shops')
  await visit(page, '/sign-in')
  await email(page).fill(both.email)
  await password(page).fill(both.password)
  await enter(page)
  await expect(page.getByRole('heading', { name: 'Ваши магазины' })).toBeVisible()
  await page.getByRole('link', { name: first.name }).click()
  await expect(page).toHaveURL(new RegExp(`/${first.slug}$`))
  await page.getByRole('button', { name: 'Сменить магазин' }).click()
  await page.getByRole('link', { name: second.name }).click()
  await expect(page).toHaveURL(new RegExp(`/${second.slug}$`))
  await expect(page.getByRole('button', { name: 'Сменить магазин' })).toContainText(second.name)
})

test("another shop's address is not found", async ({ page }) => {
  await signInAs(page, 'admin', 0)
  const foreign = demoLogin('admin', 1)
  const answer = await page.request.get(`/${foreign.slug}/returns`)
  expect(answer.status()).toBe(404)
  expect(await answer.text()).not.toContain(foreign.name)
})

test('pages are private, framed by nobody, and run only what carries their nonce', async ({ page }) => {
  const login = await signInAs(page, 'staff')
  const answer = await visit(page, `/${login.slug}`)
  const headers = answer?.headers() ?? {}
  expect(headers['cache-control']).toMatch(/no-store/)
  expect(headers['cache-control']).toMatch(/private/)
  expect(headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/)
  expect(headers['content-security-policy']).not.toContain('unsafe')
  expect(headers['x-frame-options']).toBe('DENY')
  expect(headers['x-request-id']).toBeTruthy()
  const blocked = await page.evaluate(() => {
    const refused = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective))
    })
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="document.title = 1">')
    return refused
  })
  expect(blocked).toBe('script-src-attr')
  await expect(page).not.toHaveTitle('1')
  // The refusal is what this journey came for.
  complaints = complaints.filter((text) => !text.includes('Content Security Policy'))
})
