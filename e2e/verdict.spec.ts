import { randomUUID } from 'node:crypto'
import type { APIRequestContext, Page } from '@playwright/test'
import type { Role } from '@/lib/permissions'
import { asOwner, casesOf, expect, shopOf, test, type State } from './fixtures'
import { visit } from './visit'

/** Days since the handover after which no policy of the demo takes anything back. */
const longAgo = 400
const title = 'Новое задание на забор'

const mug = { sku: 'VR-MUG', name: 'Кружка «Осень»', quantity: 1, unitPrice: 90_000 }
const desk = {
  sku: 'VR-DESK',
  name: 'Стол по размерам покупателя',
  quantity: 1,
  unitPrice: 95_000,
  madeToOrder: true,
}

/** An order sent by the shop's own system, handed over with its written terms so many days ago. */
async function handedOver(
  request: APIRequestContext,
  daysAgo: number,
  lines: object[] = [mug],
): Promise<string> {
  const number = `V-${randomUUID().slice(0, 8)}`
  const at = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  const order = {
    number,
    placedAt: at(daysAgo + 3),
    handedOverAt: at(daysAgo),
    returnTermsGivenAt: at(daysAgo),
    payment: 'prepaid',
    currency: 'RUB',
    customer: { name: 'Ольга Ершова', phone: '+79161234567' },
    address: { city: 'Москва', line: 'ул. Лесная, 5' },
    lines,
  }
  const answer = await request.post('/api/v1/orders', {
    headers: { authorization: `Bearer ${shopOf().apiKey}` },
    data: { orders: [order] },
  })
  expect(await answer.json()).toMatchObject({ created: 1 })
  return number
}

async function signIn(page: Page, stateOf: (role: Role) => Promise<State>, role: Role) {
  await page.context().clearCookies()
  await page.context().addCookies((await stateOf(role)).cookies)
}

async function open(page: Page, query: string) {
  await visit(page, `/${shopOf().slug}/pickups/new?${query}`)
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  // The script has come once the first thing to do has the focus.
  await expect(page.getByRole('main').locator(':focus')).toBeVisible()
}

const answer = (page: Page) => page.getByRole('region', { name: 'Срок возврата' })
const reasonOf = (page: Page, name: string) => page.getByRole('combobox', { name: `Причина: ${name}` })
const freeSlot = (page: Page) => page.locator('input[type=radio]:enabled').last()
const caseNumberOf = (page: Page) => page.url().split('/').at(-1) ?? ''

test('the answer comes as goods and reasons are chosen, and says why', async ({ page, request, stateOf }) => {
  await signIn(page, stateOf, 'staff')
  const number = await handedOver(request, 2, [mug, desk])
  await open(page, `order=${number}`)
  await expect(answer(page)).toContainText('Отметьте позиции')

  await page.getByRole('checkbox', { name: mug.name }).check()
  await expect(answer(page)).toContainText(/В срок: вернуть можно до \d/)
  await answer(page).getByText('Почему?').click()
  const grounds = answer(page).getByRole('list', { name: 'Основания' })
  await expect(grounds.getByRole('listitem')).toHaveCount(6)
  await expect(
    grounds.getByRole('listitem').filter({ hasText: 'Отказ от дистанционной покупки' }),
  ).toContainText(/действует.*7\s+дней после вручения.*п\.\s4\sст\.\s26\.1/s)
  await expect(answer(page).getByRole('list', { name: 'Что ещё проверено' })).toContainText(
    'Чек не обязателен',
  )
  await expect(page.getByRole('button', { name: 'Создать задание' })).toBeVisible()

  await page.getByRole('checkbox', { name: desk.name }).check()
  await expect(answer(page)).toContainText('Решает человек: у позиций разные ответы')
  await expect(answer(page)).toContainText('Не подлежит возврату: товар сделан на заказ')
  await expect(page.getByRole('button', { name: 'Передать на решение' })).toBeVisible()

  await reasonOf(page, desk.name).selectOption('not_working')
  await reasonOf(page, mug.name).selectOption('not_working')
  await expect(answer(page)).toContainText(/В срок: .*недостатке можно заявить до/)
  await expect(page.getByRole('button', { name: 'Создать задание' })).toBeVisible()
})

test('who may not decide hands the return over, and finishes the task once it is approved', async ({
  browser,
  page,
  request,
  stateOf,
}) => {
  await signIn(page, stateOf, 'staff')
  const number = await handedOver(request, longAgo)
  await open(page, `order=${number}`)
  await page.getByRole('checkbox', { name: mug.name }).check()
  await expect(answer(page)).toContainText(/Вне срока: вернуть можно было до/)
  const handOver = page.getByRole('button', { name: 'Передать на решение' })
  await handOver.click()
  await expect(page.getByText('Выберите причину.')).toBeVisible()
  await reasonOf(page, mug.name).selectOption('size')
  await page.getByLabel('Улица и дом').fill('ул. Новая, 7')
  await handOver.click()

  await expect(page.getByRole('status').filter({ hasText: 'передан на решение' })).toBeVisible()
  await expect(page).toHaveURL(/\/returns\/R-\d+$/)
  const caseNumber = caseNumberOf(page)
  const [made] = await casesOf(request, { q: caseNumber })
  expect(made).toMatchObject({ stage: 'review', order: { number }, pickup: null })

  const support = await browser.newPage({ storageState: await stateOf('support') })
  await visit(support, page.url())
  await support
    .getByRole('group', { name: 'Следующий шаг' })
    .getByRole('button', { name: 'Одобрить' })
    .click()
  const dialog = support.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Постоянный покупатель')
  await dialog.getByRole('button', { name: 'Одобрить' }).click()
  await expect(dialog).toBeHidden()
  await support.close()

  await open(page, `case=${caseNumber}`)
  await expect(page.getByText('Черновик восстановлен')).toBeVisible()
  await expect(page.getByLabel('Улица и дом')).toHaveValue('ул. Новая, 7')
  await expect(page.getByText(/Вне срока: вернуть можно было до/)).toBeVisible()
  await freeSlot(page).check()
  await page.getByRole('button', { name: 'Создать задание' }).click()
  await expect(page).toHaveURL(new RegExp(`/returns/${caseNumber}$`))
  await expect.poll(async () => (await casesOf(request, { q: caseNumber }))[0]?.stage).toBe('awaiting_pickup')
})

test('who may decide approves by making the task, and says why', async ({ page, request, stateOf }) => {
  await signIn(page, stateOf, 'support')
  const number = await handedOver(request, longAgo)
  await open(page, `order=${number}`)
  await page.getByRole('checkbox', { name: mug.name }).check()
  await reasonOf(page, mug.name).selectOption('size')
  await freeSlot(page).check()
  const why = page.getByLabel('Почему одобряем')
  await expect(why).toBeVisible()
  await page.getByRole('button', { name: 'Создать задание' }).click()
  await expect(why).toBeFocused()
  await expect(why).toHaveAccessibleDescription(/Напишите, почему одобряем/)
  await why.fill('Курьер опоздал на месяц')
  await page.getByRole('button', { name: 'Создать задание' }).click()

  await expect(page).toHaveURL(/\/returns\/R-\d+$/)
  await expect(page.getByText('Курьер опоздал на месяц')).toBeVisible()
  const [made] = await casesOf(request, { q: caseNumberOf(page) })
  expect(made).toMatchObject({ stage: 'awaiting_pickup', order: { number } })
})

test('a policy that changed meanwhile is explained, and nothing typed is lost', async ({
  page,
  request,
  stateOf,
}) => {
  await signIn(page, stateOf, 'staff')
  const number = await handedOver(request, 2)
  await open(page, `order=${number}`)
  await page.getByRole('checkbox', { name: mug.name }).check()
  await expect(answer(page)).toContainText(/В срок: вернуть можно до/)
  await reasonOf(page, mug.name).selectOption('size')
  await page.getByLabel('Комментарий курьеру').fill('Позвонить за час')
  await freeSlot(page).check()
  await expect(answer(page)).toHaveAttribute('aria-busy', 'false')
  await asOwner(
    (owner) => owner`
      update orders o set handed_over_at = o.handed_over_at - interval '300 days',
        return_terms_given_at = o.return_terms_given_at - interval '300 days', placed_at = o.placed_at - interval '300 days'
      from merchants m where m.id = o.merchant_id and m.slug = ${shopOf().slug} and o.number = ${number}`,
  )
  await page.getByRole('button', { name: 'Создать задание' }).click()
  await expect(page.getByText('теперь сначала нужно решение')).toBeVisible()
  await expect(answer(page)).toContainText('Вне срока')
  await expect(page.getByLabel('Комментарий курьеру')).toHaveValue('Позвонить за час')
  await page.getByRole('button', { name: 'Передать на решение' }).click()
  await expect(page).toHaveURL(/\/returns\/R-\d+$/)
})

test('the card of a return gives its verdict, and a letter to copy in either language', async ({
  page,
  request,
  stateOf,
}) => {
  await signIn(page, stateOf, 'support')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const number = await handedOver(request, longAgo)
  const created = await request.post('/api/v1/returns', {
    headers: { authorization: `Bearer ${shopOf().apiKey}` },
    data: { orderNumber: number, items: [{ sku: mug.sku, quantity: 1, reason: 'size' }] },
  })
  expect(created.status(), await created.text()).toBe(201)
  const { number: caseNumber } = (await created.json()) as { number: string }
  await visit(page, `/${shopOf().slug}/returns/${caseNumber}`)
  const verdict = page.getByRole('region', { name: 'Заключение' })
  await expect(verdict).toContainText(/Вне срока: вернуть можно было до/)
  await verdict.getByText('Почему?').click()
  await expect(verdict.getByRole('list', { name: 'Основания' })).toContainText('Отказ до вручения')

  await verdict.getByText('Письмо покупателю').click()
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await verdict.getByRole('button', { name: 'Скопировать письмо' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Письмо скопировано' })).toBeVisible()
  const russian = await copied()
  expect(russian).toContain(`по заказу ${number}`)
  expect(russian).toContain('• Кружка «Осень», 1\u00a0шт.')
  expect(russian).toContain('Его рассматривает сотрудник')
  await verdict.getByText('Английский').click()
  await expect(verdict.getByText('Hello,')).toBeVisible()
  await verdict.getByRole('button', { name: 'Скопировать письмо' }).click()
  await expect.poll(copied).toContain(`from your order ${number}`)
})

test('a refusal at the door, lawful at any time, is asked for no verdict', async ({ page, stateOf }) => {
  await signIn(page, stateOf, 'support')
  const [refused] = await asOwner(
    (owner) => owner<{ number: number }[]>`
      select c.number from cases c join merchants m on m.id = c.merchant_id
      where m.slug = ${shopOf().slug} and c.kind = 'refusal' order by c.created_at desc limit 1`,
  )
  await visit(page, `/${shopOf().slug}/returns/R-${refused?.number}`)
  await expect(page.getByRole('region', { name: 'Отказ', exact: true })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Что происходило' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Заключение' })).toHaveCount(0)
})
