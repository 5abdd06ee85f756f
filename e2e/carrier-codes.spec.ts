import { randomUUID } from 'node:crypto'
import type { APIRequestContext, Page } from '@playwright/test'
import { carrierTells, casesOf, expect, shopOf, test } from './fixtures'
import { visit } from './visit'

const main = (page: Page) => page.getByRole('main')
const cardOf = (page: Page, code: string) =>
  main(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: `«${code}»` }) })

/** An order on its way to the customer, sent by the shop's own system. */
async function parcel(request: APIRequestContext): Promise<string> {
  const number = `L-${randomUUID().slice(0, 8)}`
  const order = {
    number,
    placedAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
    payment: 'cod',
    currency: 'RUB',
    customer: { name: 'Ольга Ершова', phone: '+79161234567' },
    address: { city: 'Казань', line: 'ул. Баумана, 5' },
    lines: [{ sku: 'LV-1', name: 'Лампа «Уют»', quantity: 1, unitPrice: 129_000 }],
  }
  const answer = await request.post('/api/v1/orders', {
    headers: { authorization: `Bearer ${shopOf().apiKey}` },
    data: { orders: [order] },
  })
  expect(await answer.json()).toMatchObject({ created: 1 })
  return number
}

test.describe('a code that nobody knows', () => {
  test.beforeEach(async ({ context, stateOf }) => {
    await context.addCookies((await stateOf('support')).cookies)
  })

  test('is said once: what waited becomes refusals, and later messages need nobody', async ({
    page,
    request,
  }) => {
    const { slug } = shopOf()
    const code = `e2e-${randomUUID().slice(0, 6)}`
    const orders = [await parcel(request), await parcel(request), await parcel(request)]
    const refused = (orderNumber: string | undefined, reasonCode: string) => ({
      type: 'delivery.refused',
      orderNumber,
      reasonCode,
    })
    await carrierTells(request, [refused(orders[0], code), refused(orders[1], code.toUpperCase())])

    await visit(page, `/${slug}/carrier-messages`)
    const card = cardOf(page, code)
    await expect(card).toContainText('2 сообщения ждут')
    await card.getByRole('button', { name: 'Применить' }).click()
    await expect(card).toContainText('Выберите, что это значит.')
    const meaning = card.getByRole('combobox')
    await meaning.selectOption({ label: 'Не подошёл фасон' })
    await meaning.press('Tab')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('status').filter({ hasText: 'применили 2 сообщения' })).toBeVisible()
    await expect(card).toHaveCount(0)
    for (const q of orders.slice(0, 2)) {
      expect(await casesOf(request, { q: q ?? '', kind: 'refusal' })).toHaveLength(1)
    }

    const known = main(page).getByRole('list', { name: 'Что значат слова перевозчиков' })
    const own = known.getByRole('listitem').filter({ hasText: `«${code}»` })
    await expect(own).toContainText('Не подошёл фасон')
    await own.getByRole('button', { name: `Изменить, что значит «${code}»` }).click()
    await own.getByRole('combobox').selectOption({ label: 'Не подошёл цвет' })
    await own.getByRole('button', { name: 'Сохранить' }).click()
    await expect(own).toContainText('Не подошёл цвет')
    await expect(own.getByRole('button', { name: `Изменить, что значит «${code}»` })).toBeFocused()

    expect(await carrierTells(request, [refused(orders[2], code)])).toMatchObject({ accepted: 1, parked: 0 })
    expect(await casesOf(request, { q: orders[2] ?? '', kind: 'refusal' })).toHaveLength(1)
  })

  test('a message about an order that nobody knows yet is tried again by hand', async ({ page, request }) => {
    const { slug } = shopOf()
    const orderNumber = `X-${randomUUID().slice(0, 8)}`
    await carrierTells(request, [{ type: 'delivery.refused', orderNumber, reasonCode: 'other' }])
    await visit(page, `/${slug}/carrier-messages`)
    const row = main(page)
      .getByRole('list', { name: 'Сообщения, которые не к чему отнести' })
      .getByRole('listitem')
      .filter({ hasText: orderNumber })
    await row.getByRole('button', { name: 'Попробовать снова' }).click()
    await expect(row.getByRole('status')).toHaveText(
      'Пока не получается: такого забора, посылки или заказа нет',
    )
  })
})

test('who may not say what a code means sees what waits, and no button', async ({
  page,
  context,
  stateOf,
  request,
}) => {
  const { slug } = shopOf()
  const code = `e2e-${randomUUID().slice(0, 6)}`
  await carrierTells(request, [
    { type: 'delivery.refused', orderNumber: await parcel(request), reasonCode: code },
  ])
  await context.addCookies((await stateOf('staff')).cookies)
  await visit(page, `/${slug}/carrier-messages`)
  await expect(cardOf(page, code)).toContainText('1 сообщение ждёт')
  await expect(main(page).getByRole('button', { name: 'Применить' })).toHaveCount(0)
})
