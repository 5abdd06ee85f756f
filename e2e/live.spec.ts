import { randomUUID } from 'node:crypto'
import type { APIRequestContext, Page } from '@playwright/test'
import { carrierTells, expect, shopOf, test } from './fixtures'
import { pickupOf, placedOrder, type Task } from './selling'
import { visit } from './visit'

/** An order of two articles, two of each, and a task to fetch all four, as the shop's own system makes them. */
async function orderPickup(request: APIRequestContext): Promise<Task> {
  const { apiKey } = shopOf()
  return pickupOf(request, apiKey, await placedOrder(request, apiKey))
}

const timeline = (page: Page) => page.getByRole('region', { name: 'Что происходило' })
const pickup = (page: Page) => page.getByRole('region', { name: 'Забор' })
const button = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name })

/** Opens the card and leaves a mark that a reload of the page would take away. */
async function openCard(page: Page, task: Task) {
  await visit(page, `/${shopOf().slug}/returns/${task.returnNumber}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(task.returnNumber)
  await page.evaluate(() => document.body.setAttribute('data-opened-once', ''))
}

test.beforeEach(async ({ context, stateOf }) => {
  await context.addCookies((await stateOf('support')).cookies)
})

test('the open card follows the carrier by itself, whatever the order and however often it tells', async ({
  page,
  request,
}) => {
  const task = await orderPickup(request)
  const pickupId = task.id
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  await openCard(page, task)
  await expect(pickup(page)).toContainText('создано')

  const agreed = { id: randomUUID(), type: 'pickup.agreed', pickupId, occurredAt: at(50) }
  await carrierTells(request, [{ type: 'pickup.accepted', pickupId, occurredAt: at(60) }, agreed])
  await expect(pickup(page)).toContainText('согласовано с получателем')
  await expect(timeline(page)).toContainText('Время согласовано с получателем')
  expect(await carrierTells(request, [agreed])).toEqual({ accepted: 0, duplicates: 1, parked: 0 })

  await carrierTells(request, [{ type: 'pickup.on_way', pickupId, occurredAt: at(40) }])
  await expect(pickup(page)).toContainText('курьер едет')
  // Nobody can move what is on the way; the button goes without a reload, the other stays.
  await expect(button(page, 'Перенести забор')).toBeHidden()
  await expect(button(page, 'Отменить забор')).toBeVisible()

  // One article less than asked for, and told after what came later.
  const items = [
    { sku: 'LV-1', quantity: 2 },
    { sku: 'LV-2', quantity: 1 },
  ]
  await carrierTells(request, [
    { type: 'parcel.at_hub', pickupId, occurredAt: at(10), location: { code: 'hub-msk' } },
  ])
  await carrierTells(request, [{ type: 'pickup.collected', pickupId, occurredAt: at(30), items }])
  await expect(pickup(page)).toContainText('забрано')
  await expect(page.getByRole('main')).toContainText('в пути')
  await expect(page.getByRole('main')).toContainText('в сортировочном центре')
  const goods = page.getByRole('region', { name: 'Позиции' }).getByRole('listitem')
  await expect(goods.filter({ hasText: 'Торшер' })).toContainText(/Заявлено\s*2\s*Забрано\s*1/)
  await expect(goods.filter({ hasText: 'Лампа' })).toContainText(/Заявлено\s*2\s*Забрано\s*2/)
  await expect(button(page, 'Отменить забор')).toBeHidden()

  await carrierTells(request, [{ type: 'parcel.received', pickupId, location: { code: 'khimki' } }])
  await expect(page.getByText('на проверке').first()).toBeVisible()
  await expect(button(page, 'Записать проверку')).toBeVisible()
  await expect(timeline(page).getByText('Время согласовано с получателем')).toHaveCount(1)
  await expect(page.locator('body')).toHaveAttribute('data-opened-once')
})

test('the buttons that are shown work: a pickup is moved, then called off, then ordered anew', async ({
  page,
  request,
}) => {
  const task = await orderPickup(request)
  await openCard(page, task)
  const time = pickup(page).getByRole('definition').first()
  await expect(time).toBeVisible()
  const before = await time.innerText()

  await button(page, 'Перенести забор').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('heading', { name: 'Перенести забор' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Перенести' }).click()
  await expect(dialog).toContainText('Выберите день и время')
  await expect(dialog).toContainText('Напишите причину')
  // Not of the first day: bookings for that may close meanwhile.
  await dialog.getByRole('radio', { disabled: false }).nth(4).check()
  await dialog.getByLabel('Почему переносим').fill('Покупатель попросил раньше')
  await dialog.getByRole('button', { name: 'Перенести' }).click()
  await expect(dialog).toBeHidden()
  await expect(time).not.toHaveText(before)
  await expect(timeline(page)).toContainText('Забор перенесён')
  await expect(timeline(page)).toContainText('Покупатель попросил раньше')

  await button(page, 'Отменить забор').click()
  await dialog.getByLabel('Почему отменяем').fill('Покупатель заболел')
  await dialog.getByRole('button', { name: 'Отменить забор' }).click()
  await expect(dialog).toBeHidden()
  await expect(pickup(page)).toContainText('отменено')
  await expect(timeline(page)).toContainText('Покупатель заболел')
  await expect(button(page, 'Перенести забор')).toBeHidden()

  await page.getByRole('link', { name: 'Создать задание на забор' }).click()
  await expect(page).toHaveURL(/\/pickups\/new\?/)
  await expect(page.getByRole('main')).toContainText(task.returnNumber)
})

test('a failed attempt asks for another time, and a third one gives the pickup up', async ({
  page,
  request,
}) => {
  const task = await orderPickup(request)
  const pickupId = task.id
  await openCard(page, task)
  await carrierTells(request, [
    { type: 'pickup.accepted', pickupId },
    { type: 'pickup.agreed', pickupId },
    { type: 'pickup.on_way', pickupId },
    { type: 'pickup.attempt_failed', pickupId, reasonCode: 'recipient_absent' },
  ])
  await expect(page.getByText('проблема забора').first()).toBeVisible()
  await expect(pickup(page)).toContainText('1 из 3')
  await expect(button(page, 'Перенести забор')).toBeVisible()

  for (const count of [2, 3]) {
    await carrierTells(request, [
      { type: 'pickup.on_way', pickupId },
      { type: 'pickup.attempt_failed', pickupId, reasonCode: 'recipient_absent' },
    ])
    await expect(pickup(page)).toContainText(`${count} из 3`)
  }
  await expect(pickup(page)).toContainText('не состоялось')
  await expect(page.getByRole('link', { name: 'Создать задание на забор' })).toBeVisible()
})

test('what nobody signed changes nothing', async ({ page, request }) => {
  const task = await orderPickup(request)
  await openCard(page, task)
  const events = [
    { id: randomUUID(), type: 'pickup.accepted', pickupId: task.id, occurredAt: new Date().toISOString() },
  ]
  const headers = {
    'webhook-id': randomUUID(),
    'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
    'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`,
  }
  const forged = await request.post(`/api/v1/carriers/${shopOf().carrier.name}/events`, {
    headers,
    data: { events },
  })
  expect(forged.status()).toBe(401)
  const answered = () => page.waitForResponse((response) => response.url().includes('/version'))
  // The page asks one question after another: the first may be older than the forgery, the second is not.
  await answered()
  expect(await (await answered()).json()).toMatchObject({ news: null })
  await expect(pickup(page)).toContainText('создано')
})
