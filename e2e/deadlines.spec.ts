import { randomUUID } from 'node:crypto'
import type { APIRequestContext, Page } from '@playwright/test'
import { asOwner, carrierTells, casesOf, expect, shopOf, test } from './fixtures'
import { lastSlot } from './selling'
import { reload, visit } from './visit'

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
const headers = () => ({ authorization: `Bearer ${shopOf().apiKey}` })
const main = (page: Page) => page.getByRole('main')
const button = (page: Page, name: string) => main(page).getByRole('button', { name })
const queue = (page: Page, name: string) =>
  page
    .getByRole('region', { name: 'Ждут вашего решения' })
    .getByRole('link', { name: new RegExp(`^${name}`) })

/** A return of one lamp, asked for that many days ago, ten days after the lamp was handed over. */
async function askedFor(request: APIRequestContext, days: number): Promise<{ id: string; number: string }> {
  const order = `D-${randomUUID().slice(0, 8)}`
  const ordered = await request.post('/api/v1/orders', {
    headers: headers(),
    data: {
      orders: [
        {
          number: order,
          placedAt: daysAgo(days + 4),
          handedOverAt: daysAgo(days + 2),
          returnTermsGivenAt: daysAgo(days + 2),
          payment: 'prepaid',
          currency: 'RUB',
          customer: { name: 'Ольга Ершова', phone: '+79161234567' },
          address: { city: 'Казань', line: 'ул. Баумана, 5' },
          lines: [{ sku: 'DL-1', name: 'Лампа «Срок»', quantity: 1, unitPrice: 129_000 }],
        },
      ],
    },
  })
  expect(await ordered.json()).toMatchObject({ created: 1 })
  const made = await request.post('/api/v1/returns', {
    headers: headers(),
    data: {
      orderNumber: order,
      items: [{ sku: 'DL-1', quantity: 1, reason: 'size' }],
      requestedAt: daysAgo(days),
    },
  })
  expect(made.status(), await made.text()).toBe(201)
  return (await made.json()) as { id: string; number: string }
}

/** The number on the card of a queue, of the overview that is open. */
async function countOf(page: Page, name: string): Promise<number> {
  const text = await queue(page, name).innerText()
  return Number(/\d[\d\s]*/.exec(text.slice(name.length))?.[0].replaceAll(/\s/g, ''))
}

async function openOverview(page: Page) {
  await visit(page, `/${shopOf().slug}`)
  await expect(queue(page, 'Срок истекает')).toBeVisible()
}

/** That the list has exactly so many returns: as it says, and as rows of its first page. */
async function expectListed(page: Page, count: number) {
  await expect(page.getByRole('heading', { level: 1, name: 'Возвраты' })).toBeVisible()
  await expect(page.getByRole('table').locator('tbody tr')).toHaveCount(Math.min(count, 50))
  await expect(main(page)).toContainText(new RegExp(`Всего: ${count}(?!\\d)`))
}

test.beforeEach(async ({ context, stateOf }) => {
  await context.addCookies((await stateOf('manager')).cookies)
})

test('a return whose window ends soon stands in its queue, and every number opens exactly its returns', async ({
  page,
  request,
}) => {
  const { id, number } = await askedFor(request, 1)
  await openOverview(page)
  const before = await countOf(page, 'Срок истекает')
  await asOwner(
    (owner) => owner`update cases set window_due_at = now() + interval '20 hours' where id = ${id}`,
  )
  await reload(page)
  await expect.poll(() => countOf(page, 'Срок истекает')).toBe(before + 1)
  await queue(page, 'Срок истекает').click()
  await expect(page).toHaveURL(/\/returns\?due=soon$/)
  await expectListed(page, before + 1)
  await expect(page.getByRole('table')).toContainText(number)
  await expect(main(page)).toContainText('Срок: истекает')

  await visit(page, `/${shopOf().slug}`)
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page.getByRole('heading', { level: 1, name: 'Сроки: 30 дней' })).toBeVisible()
  const day = page
    .getByRole('region', { name: 'По дням' })
    .getByRole('link', { name: /последний день срока у/ })
    .first()
  const said = /срока у (\d+)/.exec((await day.textContent()) ?? '')?.[1]
  await day.click()
  await expect(page).toHaveURL(/\/returns\?due=window-20\d\d-\d\d-\d\d$/)
  await expectListed(page, Number(said))
})

test('money that is late is warned of once, and leaves the queue when it is paid', async ({
  page,
  request,
}) => {
  // Whatever the demo has come to is told before, so that what is told next stands on top.
  await asOwner(async (owner) => {
    await owner`select enqueue_job('deadlines:sweep', '{}')`
    const due = () => owner`select merchants_with_due_clocks(now())`
    await expect.poll(due, { timeout: 30_000 }).toHaveLength(0)
  })
  await openOverview(page)
  const before = await countOf(page, 'Деньги просрочены')
  const { id, number } = await askedFor(request, 30)
  await asOwner((owner) => owner`select enqueue_job('deadlines:sweep', '{}')`)
  // Both come by themselves: the page asks what is new.
  const warning = page.getByRole('region', { name: 'Предупреждения' }).getByRole('link', { name: number })
  const late = warning.filter({ hasText: 'Деньги не возвращены' })
  await expect(late).toHaveCount(1, { timeout: 20_000 })
  await expect.poll(() => countOf(page, 'Деньги просрочены')).toBe(before + 1)
  await queue(page, 'Деньги просрочены').click()
  await expect(page).toHaveURL(/\/returns\?due=money_overdue$/)
  await expectListed(page, before + 1)
  await expect(page.getByRole('table')).toContainText(number)

  const picked = await request.post('/api/v1/pickups', {
    headers: headers(),
    data: {
      returnId: id,
      recipient: { name: 'Ольга Ершова', phone: '+79161234567' },
      address: { city: 'Казань', line: 'ул. Баумана, 5' },
      slot: await lastSlot(request, shopOf().apiKey),
    },
  })
  expect(picked.status(), await picked.text()).toBe(201)
  const { id: pickupId } = (await picked.json()) as { id: string }
  await carrierTells(
    request,
    ['accepted', 'agreed', 'on_way'].map((step) => ({ type: `pickup.${step}`, pickupId })),
  )
  const items = [{ sku: 'DL-1', quantity: 1 }]
  await carrierTells(request, [{ type: 'pickup.collected', pickupId, items }])
  await carrierTells(request, [{ type: 'parcel.received', pickupId, location: { code: 'khimki' } }])
  await expect
    .poll(async () => (await casesOf(request, { q: number })).map(({ stage }) => stage))
    .toEqual(['inspection'])

  await visit(page, `/${shopOf().slug}/returns/${number}`)
  const dialog = page.getByRole('dialog')
  await button(page, 'Записать проверку').click()
  await dialog.getByLabel('Судьба товара').selectOption({ label: 'уценка' })
  await dialog.getByRole('button', { name: 'Записать проверку' }).click()
  await expect(dialog).toBeHidden()
  for (const step of ['Начать возврат денег', 'Деньги возвращены']) {
    await button(page, step).click()
    await dialog.getByRole('button', { name: step }).click()
    await expect(dialog).toBeHidden()
  }
  await openOverview(page)
  await expect.poll(() => countOf(page, 'Деньги просрочены')).toBe(before)
  await expect(warning).toHaveCount(0)
})
