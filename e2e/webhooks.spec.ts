import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { verifySignature } from '@/lib/carriers/signature'
import { expect, shopOf, test } from './fixtures'
import { refusedParcel } from './refusing'
import { visit } from './visit'

type Received = { id: string; headers: Record<string, string>; body: string; type: string; number: string }

/** The shop's order system: answers 500 to the very first message of a return, and takes every other call. */
async function orderSystem(): Promise<{ url: string; received: Received[]; server: Server }> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      )
      const { type, data } = JSON.parse(body) as { type: string; data: { number?: string } }
      received.push({ id: headers['webhook-id'] ?? '', headers, body, type, number: data.number ?? '' })
      const first = received.filter((one) => one.number !== '').length === 1 && data.number !== undefined
      response.writeHead(first ? 500 : 200).end(first ? 'Склад закрыт' : 'ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/obratno`, received, server }
}

const main = (page: Page) => page.getByRole('main')
const button = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true })

test('An administrator has the order system told of refusals, reads the log and sends a message again', async ({
  page,
  context,
  request,
  stateOf,
}) => {
  const { slug } = shopOf()
  await context.addCookies((await stateOf('admin')).cookies)
  const { url, received, server } = await orderSystem()
  try {
    await visit(page, `/${slug}/settings/webhooks/new`)
    await page.getByLabel('Название').fill('Склад 1С')
    await page.getByLabel('Адрес', { exact: true }).fill('https://10.0.0.7/hook')
    await button(page, 'Отказы и маршруты').click()
    await button(page, 'Добавить адрес').click()
    await expect(page.getByText('Адрес ведёт во внутреннюю сеть.')).toBeVisible()
    await page.getByLabel('Адрес', { exact: true }).fill(url)
    await button(page, 'Добавить адрес').click()

    await expect(page.getByText('Сохраните ключ сейчас: больше мы его не покажем.')).toBeVisible()
    const secret = (await page.getByText(/^whsec_/).innerText()).trim()
    await page.getByText('Ключ сохранён, дальше').click()
    await expect(page.getByRole('heading', { level: 1, name: 'Склад 1С' })).toBeVisible()

    await button(page, 'Отправить проверку').click()
    await expect(main(page).getByText(/^Принято: ответ 200 за /)).toBeVisible()
    expect(received.filter(({ type }) => type === 'webhook.test')).toHaveLength(1)
    await expect(main(page).getByText('Здесь будет всё, что отправлено')).toBeVisible()

    const number = await refusedParcel(request, { reasonCode: 'changed_mind' })
    const told = () => received.filter((one) => one.number === number)
    // The first call failed; both events come all the same, in their order.
    await expect
      .poll(() => told().map(({ type }) => type), { timeout: 30_000 })
      .toEqual(['delivery.refused', 'delivery.refused', 'route.given'])
    const [first, again] = told()
    expect(again?.id).toBe(first?.id)
    expect(again?.body).toBe(first?.body)
    for (const { headers, body } of told()) {
      const check = verifySignature({
        id: headers['webhook-id'],
        timestamp: headers['webhook-timestamp'],
        signatureHeader: headers['webhook-signature'],
        rawBody: body,
        secrets: [secret],
        now: new Date(),
      })
      expect(check).toEqual({ ok: true, secretIndex: 0 })
    }

    const log = main(page)
    await expect(async () => {
      await page.reload()
      await expect(log.getByRole('row').filter({ hasText: number })).toHaveCount(2, { timeout: 2000 })
    }).toPass({ timeout: 30_000 })
    const refused = log.getByRole('row').filter({ hasText: number }).filter({ hasText: 'Отказ при вручении' })
    await refused.getByRole('link').first().click()
    await expect(main(page).getByText('Попытка 2', { exact: false }).first()).toBeVisible()
    await button(page, 'Отправить ещё раз').click()
    await expect.poll(() => told().filter(({ id }) => id === first?.id).length, { timeout: 30_000 }).toBe(3)
    await expect(main(page).getByText('Попытка 3', { exact: false }).first()).toBeVisible({ timeout: 30_000 })
  } finally {
    server.close()
    server.closeAllConnections()
  }
})

test('Of two who change an endpoint the second learns who was first, and what a test says stays beside its button', async ({
  page,
  context,
  stateOf,
}) => {
  const { slug } = shopOf()
  await context.addCookies((await stateOf('admin')).cookies)
  const { url, server } = await orderSystem()
  try {
    await visit(page, `/${slug}/settings/webhooks/new`)
    await page.getByLabel('Название').fill('Учёт двоих')
    await page.getByLabel('Адрес', { exact: true }).fill(url)
    await button(page, 'Добавить адрес').click()
    await page.getByText('Ключ сохранён, дальше').click()
    await expect(page.getByRole('heading', { level: 1, name: 'Учёт двоих' })).toBeVisible()

    const other = await context.newPage()
    await visit(other, `${page.url()}/edit`)
    await visit(page, `${page.url()}/edit`)
    await other.getByLabel('Название').fill('Учёт первого')
    await button(other, 'Сохранить').click()
    await expect(other.getByRole('heading', { level: 1, name: 'Учёт первого' })).toBeVisible()

    await page.getByLabel('Название').fill('Учёт второго')
    await page.reload()
    await expect(page.getByText('Восстановили то, что вы не успели сохранить.')).toBeVisible()
    await button(page, 'Сохранить').click()
    await expect(page.getByText(/^Пока вы правили, адрес изменили: .+, .+/)).toBeVisible()
    await expect(page.getByText('Название теперь: Учёт первого')).toBeVisible()
    await button(page, 'Сохранить моё поверх').click()
    await expect(page.getByRole('heading', { level: 1, name: 'Учёт второго' })).toBeVisible()

    // The other page still shows the version before.
    await button(other, 'Выключить').click()
    await expect(other.getByText(/^Пока вы смотрели, адрес изменили: /)).toBeVisible()
    await expect(other.getByRole('heading', { level: 1, name: 'Учёт второго' })).toBeVisible()
    await button(other, 'Выключить').click()
    await expect(other.getByText('Адрес выключен', { exact: true })).toBeVisible()

    server.close()
    server.closeAllConnections()
    await button(other, 'Отправить проверку').click()
    await expect(other.getByText('Ответа нет. Соединение отклонено')).toBeVisible()
    await other.close()
  } finally {
    server.close()
    server.closeAllConnections()
  }
})

test('An endpoint and a message that never were are answered with 404, in the words of the shop', async ({
  page,
  context,
  stateOf,
  watched,
}) => {
  await context.addCookies((await stateOf('admin')).cookies)
  const never = '019ab000-0000-7000-8000-000000000000'
  for (const place of [never, 'x', `${never}/edit`, `${never}/messages/${never}`]) {
    const answer = await visit(page, `/${shopOf().slug}/settings/webhooks/${place}`)
    expect(answer?.status(), place).toBe(404)
    await expect(page.getByText('Такого адреса нет')).toBeVisible()
  }
  // The browser itself reports a page that is not there.
  watched.complaints = watched.complaints.filter((text) => !text.includes('404'))
})

test('Who is no administrator is told who is', async ({ page, context, stateOf }) => {
  await context.addCookies((await stateOf('support')).cookies)
  await visit(page, `/${shopOf().slug}/settings/webhooks`)
  await expect(page.getByText('Вебхуки настраивает администратор')).toBeVisible()
})
