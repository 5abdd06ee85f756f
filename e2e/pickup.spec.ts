import type { APIRequestContext, Page } from '@playwright/test'
import { asOwner, carrierTells, casesOf, expect, shopOf, test } from './fixtures'
import { oneLamp, placedOrder } from './selling'
import { reload, visit } from './visit'

const title = 'Новое задание на забор'

/** A fresh order of the first shop; of two articles, two of each, unless said. */
const newOrder = (request: APIRequestContext, lines?: typeof oneLamp) =>
  placedOrder(request, shopOf().apiKey, lines)

async function open(page: Page, query = '') {
  await visit(page, `/${shopOf().slug}/pickups/new${query}`)
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  // The first thing to do takes the focus once the script is here.
  await expect(page.getByRole('main').locator(':focus')).toBeVisible()
}

const form = (page: Page) => page.getByRole('form', { name: title })
const firstBox = (page: Page) =>
  form(page).getByRole('list', { name: 'Что забрать' }).getByRole('checkbox').first()
const openSlots = (page: Page) => page.locator('input[type=radio]:enabled')
/** Of a later day than the first: bookings for a day close all at once, and may do so while a journey is under way. */
const someSlot = (page: Page) => openSlots(page).nth(6)

/** Tab until what has the focus fits; fails rather than going round for ever. */
async function tabTo(page: Page, selector: string) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${selector}`)
}

test.beforeEach(async ({ page, stateOf }) => {
  await page.context().addCookies((await stateOf('staff')).cookies)
})

test('a pickup is ordered with the keyboard alone, well under a minute', async ({ page, request }) => {
  const number = await newOrder(request)
  const began = Date.now()
  await visit(page, `/${shopOf().slug}`)
  await page.keyboard.press('c')
  const finder = page.getByRole('combobox', { name: 'Заказ' })
  await expect(finder).toBeFocused()
  await page.keyboard.type(number)
  await expect(page.getByRole('status').filter({ hasText: 'Нашёлся 1 заказ' })).toBeAttached()
  await expect(page.getByRole('option', { name: number })).toBeVisible()
  await page.keyboard.press('Enter')

  // The first thing to do has the focus.
  await expect(firstBox(page)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(firstBox(page)).toBeChecked()
  await expect(page.locator('select').first()).toBeVisible()
  await tabTo(page, 'select')
  // Letters choose as well, but a browser without a Russian keyboard cannot press them.
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('select').first()).toHaveValue('not_fit')
  await tabTo(page, 'input[type=radio]')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  const chosen = page.locator('input[type=radio]:checked')
  await expect(chosen).toBeFocused()
  await tabTo(page, 'input[name="requirements.photos"]')
  await page.keyboard.press('Space')
  await tabTo(page, 'textarea')
  await page.keyboard.type('Позвонить за час')
  await page.keyboard.press('Control+Enter')

  // It says so for six seconds, whatever the card takes to come.
  await expect(page.getByRole('status').filter({ hasText: /Задание № \d+ создано/ })).toBeVisible()
  await expect(page).toHaveURL(/\/returns\/R-\d+$/)
  expect(Date.now() - began).toBeLessThan(60_000)
  const caseNumber = page.url().split('/').at(-1) ?? ''
  await expect(page.getByRole('heading', { level: 1 })).toContainText(caseNumber)
  const [made] = await casesOf(request, { q: caseNumber })
  expect(made).toMatchObject({ stage: 'awaiting_pickup', order: { number }, pickup: { status: 'created' } })
})

test('what is typed survives a reload, and sending twice makes one task', async ({ page, request }) => {
  const number = await newOrder(request)
  await open(page, `?order=${number}`)
  await firstBox(page).check()
  await page
    .getByRole('combobox', { name: /^Причина/ })
    .first()
    .selectOption({ label: 'Передумал' })
  await page.getByLabel('Улица и дом').fill('ул. Новая, 7')
  await page.getByLabel('Комментарий курьеру').fill('Второй подъезд со двора')
  await someSlot(page).check()
  await expect(page.locator('input[type=radio]:checked')).toHaveCount(1)
  const slot = await page.locator('input[type=radio]:checked').getAttribute('data-slot')

  await reload(page)
  await expect(page.getByText('Черновик восстановлен')).toBeVisible()
  await expect(firstBox(page)).toBeChecked()
  await expect(page.getByLabel('Улица и дом')).toHaveValue('ул. Новая, 7')
  await expect(page.getByLabel('Комментарий курьеру')).toHaveValue('Второй подъезд со двора')
  await expect(page.locator(`[data-slot="${slot}"]`)).toBeChecked()

  // The same draft as it would be sent by a second tab that was slower.
  const draft = await page.evaluate(() => ({ ...sessionStorage }))
  await page.getByRole('button', { name: 'Создать задание' }).dblclick()
  await expect(page).toHaveURL(/\/returns\/R-\d+$/)
  const first = page.url()
  await page.evaluate((kept) => {
    for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, String(value))
  }, draft)
  await open(page)
  await page.getByRole('link', { name: new RegExp(number) }).click()
  await expect(page.getByText('Черновик восстановлен')).toBeVisible()
  await expect(firstBox(page)).toBeChecked()
  await page.getByRole('button', { name: 'Создать задание' }).click()
  await expect(page).toHaveURL(first)
  expect(await casesOf(request, { orderNumber: number })).toHaveLength(1)
})

test('an error names its field, takes the focus there and loses nothing', async ({ page, request }) => {
  await open(page, `?order=${await newOrder(request)}`)
  await page.getByLabel('Телефон').fill('12')
  await page.getByLabel('Город').fill('')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Отметьте хотя бы одну позицию.')).toBeVisible()
  await expect(page.getByLabel('Телефон')).toHaveAccessibleDescription(/не хватает цифр/)
  await expect(page.getByLabel('Город')).toHaveAccessibleDescription(/Укажите город/)
  await expect(page.locator('ul[data-lines] :focus')).toBeVisible()

  await firstBox(page).check()
  await page
    .getByRole('combobox', { name: /^Причина/ })
    .first()
    .selectOption('size')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel('Телефон')).toBeFocused()
  await expect(page.getByLabel('Телефон')).toHaveValue('12')
  await page.getByLabel('Телефон').fill('8 912 345-67-89')
  await page.getByLabel('Город').fill('Москва')
  await page.getByLabel('Улица и дом').focus()
  await expect(page.getByLabel('Телефон')).toHaveValue(/^\+7\s912\s345-67-89$/)
  await expect(openSlots(page).first()).toBeAttached()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Выберите день и время.')).toBeVisible()
  await expect(openSlots(page).first()).toBeFocused()
})

test('quantities never go above what is left', async ({ page, request }) => {
  await open(page, `?order=${await newOrder(request)}`)
  await firstBox(page).check()
  const stepper = page.getByRole('spinbutton')
  await expect(stepper).toHaveAttribute('aria-valuemax', '2')
  await stepper.fill('999999')
  await expect(stepper).toHaveValue('2')
  await stepper.press('ArrowUp')
  await expect(stepper).toHaveAttribute('aria-valuenow', '2')
  await stepper.press('ArrowDown')
  await expect(stepper).toHaveAttribute('aria-valuenow', '1')
})

test('of two who want the same thing one gets it, the other learns who has it', async ({
  browser,
  page,
  request,
  stateOf,
}) => {
  const number = await newOrder(request, oneLamp)
  const rival = await browser.newPage({ storageState: await stateOf('support') })
  for (const one of [page, rival]) {
    await open(one, `?order=${number}`)
    // There is only one thing to choose.
    await expect(firstBox(one)).toBeChecked()
    await one
      .getByRole('combobox', { name: /^Причина/ })
      .first()
      .selectOption('size')
    await someSlot(one).check()
  }
  await rival.getByRole('button', { name: 'Создать задание' }).click()
  await expect(rival).toHaveURL(/\/returns\/R-\d+$/)
  const taken = rival.url().split('/').at(-1) ?? ''
  await rival.close()
  await page.getByRole('button', { name: 'Создать задание' }).click()
  const refusal = page.getByRole('main').getByRole('alert')
  await expect(refusal).toContainText('осталось 0')
  await expect(refusal.getByRole('link', { name: taken })).toBeVisible()
  await expect(page.getByText('Возвращать больше нечего')).toBeVisible()
})

test('a slot that filled up meanwhile is refused, shown as full, and another one is taken', async ({
  page,
  request,
}) => {
  const { slug } = shopOf()
  await open(page, `?order=${await newOrder(request)}`)
  await firstBox(page).check()
  await page
    .getByRole('combobox', { name: /^Причина/ })
    .first()
    .selectOption('size')
  await openSlots(page).last().check()
  const wanted = page.locator('input[type=radio]:checked')
  await expect(wanted).toHaveAttribute('data-slot', /^\S+ \S+$/)
  const [date = '', times = ''] = ((await wanted.getAttribute('data-slot')) ?? '').split(' ')
  const [from = '', to = ''] = times.split('-')
  await asOwner(async (owner) => {
    await owner`
      insert into carrier_slots (merchant_id, carrier_id, date, "from", "to", capacity, booked)
      select c.merchant_id, c.id, ${date}::date, ${from}::time, ${to}::time, 1000, 1000
      from carriers c join merchants m on m.id = c.merchant_id where m.slug = ${slug} and c.is_default
      on conflict (merchant_id, carrier_id, date, "from", "to") do update set booked = 1000, capacity = 1000`
  })
  await page.getByRole('button', { name: 'Создать задание' }).click()
  await expect(page.getByText('Последнее место в этом интервале только что заняли')).toBeVisible()
  await expect(page.locator(`[data-slot="${date} ${times}"]`)).toBeDisabled()
  await someSlot(page).check()
  await page.getByRole('button', { name: 'Создать задание' }).click()
  await expect(page).toHaveURL(/\/returns\/R-\d+$/)
})

test('a return that waits for a pickup gets one; another shop’s order is not there', async ({
  page,
  request,
}) => {
  const [waiting] = await casesOf(request, { stage: 'needs_pickup' })
  if (!waiting) throw new Error('The demo has no return that waits for a pickup')
  await open(page, `?case=${waiting.number}`)
  await expect(form(page).getByText('Состав возврата')).toBeVisible()
  await someSlot(page).check()
  await page.getByRole('button', { name: 'Создать задание' }).click()
  await expect(page).toHaveURL(new RegExp(`/returns/${waiting.number}$`))
  await open(page, `?case=${waiting.number}`)
  await expect(page.getByText('сейчас не ждёт задания')).toBeVisible()

  const stranger = await asOwner(
    (owner) => owner<{ number: string }[]>`
      select o.number from orders o join merchants m on m.id = o.merchant_id
      where m.slug = ${shopOf(1).slug} order by o.placed_at desc limit 1`,
  )
  await open(page, `?order=${encodeURIComponent(stranger[0]?.number ?? '')}`)
  await expect(page.getByText('в этом магазине нет')).toBeVisible()
})

test('a pickup is moved and called off from its card, with the reason', async ({ page, request }) => {
  await open(page, `?order=${await newOrder(request)}`)
  await firstBox(page).check()
  await page
    .getByRole('combobox', { name: /^Причина/ })
    .first()
    .selectOption('size')
  await someSlot(page).check()
  await page.getByRole('button', { name: 'Создать задание' }).click()
  await expect(page).toHaveURL(/\/returns\/R-\d+$/)

  await page.getByRole('main').getByRole('button', { name: 'Перенести' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio').and(page.locator(':enabled')).nth(4).check()
  await dialog.getByRole('button', { name: 'Перенести' }).click()
  await expect(dialog.getByLabel('Почему переносим')).toHaveAccessibleDescription(/Напишите причину/)
  await dialog.getByLabel('Почему переносим').fill('Покупатель попросил другой день')
  await dialog.getByRole('button', { name: 'Перенести' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Забор перенесён' })).toBeVisible()
  await expect(dialog).toBeHidden()

  await page.getByRole('main').getByRole('button', { name: 'Отменить забор' }).first().click()
  await dialog.getByLabel('Почему отменяем').fill('Покупатель передумал')
  await dialog.getByRole('button', { name: 'Отменить забор' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'отменён' })).toBeVisible()
  await expect(dialog).toBeHidden()
})

test('who changes a task that the carrier has just changed is told what happened, and may go on', async ({
  page,
  request,
}) => {
  await open(page, `?order=${await newOrder(request)}`)
  await firstBox(page).check()
  await page
    .getByRole('combobox', { name: /^Причина/ })
    .first()
    .selectOption('size')
  await someSlot(page).check()
  await page.getByRole('button', { name: 'Создать задание' }).click()
  await expect(page).toHaveURL(/\/returns\/R-\d+$/)
  const [made] = await casesOf(request, { q: page.url().split('/').at(-1) ?? '' })
  const pickupId = made?.pickup?.id ?? ''

  await page.getByRole('main').getByRole('button', { name: 'Перенести' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio').and(page.locator(':enabled')).nth(4).check()
  await dialog.getByLabel('Почему переносим').fill('Покупатель попросил другой день')
  await carrierTells(request, [{ type: 'pickup.accepted', pickupId }])
  await dialog.getByRole('button', { name: 'Перенести' }).click()
  await expect(dialog.getByRole('alert')).toContainText(
    /задание изменили: принято перевозчиком, .+Проверьте и отправьте ещё раз/,
  )
  await expect(dialog.getByLabel('Почему переносим')).toHaveValue('Покупатель попросил другой день')
  await dialog.getByRole('button', { name: 'Перенести' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Забор перенесён' })).toBeVisible()
})
