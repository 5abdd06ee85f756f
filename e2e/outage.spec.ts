import { expect, test, type APIRequestContext, type Page } from '@playwright/test'
import { fileOf } from './fixtures'
import { startOwnServer, type OwnServer } from './own-server'
import { placedOrder, pickupOf } from './selling'
import { signInWith } from './sign-in'
import { visit } from './visit'

let own: OwnServer
let page: Page
let shop: APIRequestContext

test.beforeAll(async ({ browser, playwright }) => {
  test.setTimeout(120_000)
  own = await startOwnServer()
  const context = await browser.newContext({ baseURL: own.url })
  page = await context.newPage()
  await signInWith(page, own.login)
  shop = await playwright.request.newContext({ baseURL: own.url })
})

test.afterAll(async () => {
  await page.context().close()
  await shop.dispose()
  await own.stop()
})

const ready = () => shop.get('/readyz').then((answer) => answer.status())

test('the open pages say that the database is away, keep what was typed, and catch up by themselves', async () => {
  test.setTimeout(120_000)
  const number = await placedOrder(shop, own.apiKey)
  const task = await pickupOf(shop, own.apiKey, await placedOrder(shop, own.apiKey))
  await visit(page, `/${own.slug}/returns/${task.returnNumber}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(task.returnNumber)

  const form = await page.context().newPage()
  await visit(form, `/${own.slug}/pickups/new?order=${number}`)
  await form.getByRole('checkbox', { name: /Лампа/ }).check()
  await form.getByRole('combobox', { name: /Причина: Лампа/ }).selectOption({ index: 1 })
  await form.getByRole('radio', { disabled: false }).last().check()
  await form.getByLabel('Улица и дом').fill('ул. Грозовая, 12')
  await form.getByLabel('Комментарий курьеру').fill('Позвонить за час')
  const list = await page.context().newPage()
  await visit(list, `/${own.slug}/returns`)
  expect(await ready()).toBe(200)

  await own.takeAway()
  // The page asks every few seconds and believes the second failure.
  await expect(page.getByText(/Нет связи\. На экране то, что было в/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('heading', { level: 1 })).toContainText(task.returnNumber)
  const answer = await shop.get('/readyz')
  expect(answer.status()).toBe(503)
  expect(await answer.json()).toMatchObject({ status: 'not_ready', checks: { database: 'unreachable' } })
  expect((await shop.get('/healthz')).status()).toBe(200)
  const refused = await shop.get('/api/v1/returns', { headers: { authorization: `Bearer ${own.apiKey}` } })
  expect(refused.status()).toBe(503)
  expect(await refused.json()).toMatchObject({ status: 503 })

  await form.getByRole('button', { name: 'Создать задание' }).click()
  await expect(form.getByRole('main').getByRole('alert')).toContainText(
    /Введённое сохранено|Введённое осталось/,
  )
  await expect(form.getByLabel('Улица и дом')).toHaveValue('ул. Грозовая, 12')
  const asked = list.waitForResponse((one) => one.url().endsWith('/readyz') && one.status() === 503)
  await list.reload()
  await expect(list.getByRole('heading', { name: 'Не получилось показать страницу' })).toBeVisible()
  await expect(list.getByText('Сохранённое не пострадало')).toBeVisible()

  // What it shows is taken for an outage once the server itself has said so.
  await asked

  await own.bringBack()
  await expect(page.getByText('Связь вернулась')).toBeVisible({ timeout: 60_000 })
  await expect.poll(ready, { timeout: 30_000 }).toBe(200)
  await expect(page.getByText(/Нет связи\./)).toBeHidden()
  await expect(list.getByRole('heading', { name: 'Возвраты', level: 1 })).toBeVisible({ timeout: 30_000 })
  await form.getByRole('button', { name: 'Создать задание' }).click()
  await expect(form).toHaveURL(/\/returns\/R-\d+/)
  await expect(form.getByRole('region', { name: 'Забор' })).toContainText('ул. Грозовая, 12')
  await expect(form.getByRole('region', { name: 'Забор' })).toContainText('Позвонить за час')
  await form.close()
  await list.close()
})

test('an import goes on where it stood when the database comes back', async () => {
  test.setTimeout(180_000)
  const orders = 20_000
  const rows = Array.from(
    { length: orders },
    (_, at) => `Г-${at};${10 + (at % 10)}.11.2026;АБ-${at % 50};Кружка «Утро»;${1 + (at % 3)};1250,50`,
  )
  const text = ['Номер заказа;Дата заказа;Артикул;Товар;Количество;Цена', ...rows].join('\n')
  await visit(page, `/${own.slug}/imports`)
  await page.locator('#import-file').setInputFiles(fileOf('год.csv', text))
  await own.holdWriting()
  await page.getByRole('button', { name: 'Начать импорт' }).click()
  await expect(page.getByText(/^Записано /)).toBeVisible({ timeout: 60_000 })
  // The page has been drawn anew for it as well: its title says so, and the bar.
  await expect(page.getByRole('main').getByText('Записываем заказы')).toHaveCount(2)

  await own.takeAway()
  await expect(page.getByText('Сервер не отвечает. Импорт от этого не страдает')).toBeVisible({
    timeout: 30_000,
  })
  await own.bringBack()
  await expect(page.getByText('Готово')).toBeVisible({ timeout: 120_000 })
  const count = (name: string) => page.locator('dl > div', { hasText: name }).locator('dd')
  await expect(count('Новых заказов')).toHaveText(/^20.000$/)
  await expect(count('Отказано заказам')).toHaveText('0')
  await expect(page.getByText('Вошло всё')).toBeVisible()
})
