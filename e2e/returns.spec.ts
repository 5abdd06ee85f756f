import type { APIRequestContext, Page } from '@playwright/test'
import { asOwner, expect, shopOf, test } from './fixtures'
import { arrivedReturn, placedOrder } from './selling'
import { awake, reload, visit } from './visit'

const main = (page: Page) => page.getByRole('main')
const rows = (page: Page) => main(page).getByRole('table', { name: 'Возвраты' }).locator('tbody tr')
const button = (page: Page, name: string) => main(page).getByRole('button', { name })
const dialog = (page: Page) => page.getByRole('dialog')
const timeline = (page: Page) => page.getByRole('region', { name: 'Что происходило' })

/** Dearer than what the shop's terms approve by themselves. */
const chandelier = [{ sku: 'LV-9', name: 'Люстра «Парад»', quantity: 1, unitPrice: 1_890_000 }]

/** A return that the shop's own system asks for; it waits for a decision. */
async function askedFor(request: APIRequestContext): Promise<{ number: string; order: string }> {
  const { apiKey } = shopOf()
  const order = await placedOrder(request, apiKey, chandelier)
  const answer = await request.post('/api/v1/returns', {
    headers: { authorization: `Bearer ${apiKey}` },
    data: { orderNumber: order, items: [{ sku: 'LV-9', quantity: 1, reason: 'defective' }] },
  })
  expect(answer.status(), await answer.text()).toBe(201)
  const { number } = (await answer.json()) as { number: string }
  return { number, order }
}

test.describe('support', () => {
  test.beforeEach(async ({ context, stateOf }) => {
    await context.addCookies((await stateOf('support')).cookies)
  })

  test('every queue of the overview opens exactly the returns it counts', async ({ page }) => {
    const { slug } = shopOf()
    await visit(page, `/${slug}`)
    const queues = main(page).getByRole('region', { name: 'Ждут вашего решения' }).getByRole('link')
    await expect(queues.nth(3)).toBeVisible()
    const links = await queues.evaluateAll((all) =>
      all.map((link) => ({
        href: link.getAttribute('href') ?? '',
        count: Number(/\d[\d\s]*/u.exec(link.textContent ?? '')?.[0].replace(/\s/gu, '')),
      })),
    )
    const stages = links.filter(({ href }) => href.includes('stage='))
    expect(stages.length).toBeGreaterThan(3)
    for (const { href, count } of stages) {
      await visit(page, href)
      if (count === 0) await expect(main(page)).toContainText('Очередь пуста')
      else await expect(rows(page)).toHaveCount(Math.min(count, 50))
    }
  })

  test('filters, order, columns and the open panel live in the address', async ({ page }) => {
    const { slug } = shopOf()
    await visit(page, `/${slug}/returns`)
    await expect(rows(page)).toHaveCount(50)
    await button(page, 'Фильтр').click()
    await dialog(page).getByLabel('завершён').check()
    await expect(page).toHaveURL(/\?stage=closed$/)
    await dialog(page).getByLabel('отменён').check()
    await expect(page).toHaveURL(/\?stage=closed,cancelled$/)
    await page.keyboard.press('Escape')
    const chips = main(page).getByRole('link', { name: /Убрать фильтр/ })
    await expect(chips).toHaveCount(2)
    await expect(rows(page)).toHaveCount(50)
    const stages = rows(page).locator('td:nth-child(2)')
    await expect(stages).toHaveText(Array.from({ length: 50 }, () => /^\s*(завершён|отменён)\s*$/))

    const created = main(page).getByRole('columnheader', { name: 'Создан' })
    await created.getByRole('link').click()
    await expect(page).toHaveURL(/sort=created/)
    await expect(created).toHaveAttribute('aria-sort', 'ascending')
    await button(page, 'Столбцы').click()
    await dialog(page).getByLabel('Причина').check()
    await expect(main(page).getByRole('columnheader', { name: 'Причина' })).toBeVisible()
    await page.keyboard.press('Escape')

    const first = await rows(page).first().getByRole('link').innerText()
    await rows(page).first().locator('td:nth-child(4)').click()
    await expect(page).toHaveURL(new RegExp(`peek=${first}`))
    const panel = page.getByRole('complementary', { name: 'Карточка рядом со списком' })
    await expect(panel).toContainText('Последнее событие')
    await reload(page)
    await expect(panel).toContainText(first)
    await expect(chips).toHaveCount(2)

    await panel.getByRole('link', { name: 'Закрыть панель' }).click()
    await expect(panel).toBeHidden()
    await chips.first().click()
    await expect(chips).toHaveCount(1)
    await page.goBack()
    await expect(chips).toHaveCount(2)
    await main(page).getByRole('link', { name: 'Сбросить всё' }).click()
    await expect(chips).toHaveCount(0)
  })

  test('a filter that is opened before the script has come is filled when it comes', async ({ page }) => {
    const script = Promise.withResolvers<void>()
    await page.route('**/*.js', async (route) => {
      await script.promise
      await route.continue()
    })
    await page.goto(`/${shopOf().slug}/returns`, { waitUntil: 'commit' })
    await button(page, 'Фильтр').click()
    await expect(page.locator(':popover-open')).toBeAttached()
    script.resolve()
    await dialog(page).getByLabel('завершён').check()
    await expect(page).toHaveURL(/\?stage=closed$/)
  })

  test('pages go on and come back without losing or repeating a return', async ({ page }) => {
    await visit(page, `/${shopOf().slug}/returns`)
    const links = rows(page).getByRole('link')
    await expect(links).toHaveCount(50)
    const first = await links.allInnerTexts()
    await main(page).getByRole('link', { name: 'Дальше' }).click()
    await expect(page).toHaveURL(/cursor=a/)
    await expect(links).toHaveCount(50)
    await expect(links.filter({ hasText: new RegExp(`^(${first.join('|')})$`) })).toHaveCount(0)
    await main(page).getByRole('link', { name: 'Раньше по списку' }).click()
    await expect(links).toHaveText(first)
  })

  test('a return is found by its number, its order, the end of a phone and the beginning of a name', async ({
    page,
    request,
  }) => {
    const { number, order } = await askedFor(request)
    const search = page.getByRole('searchbox', { name: 'Поиск по возвратам' })
    await visit(page, `/${shopOf().slug}/returns`)
    for (const typed of [number, number.slice(2), order, '1234567', 'ершо']) {
      await search.fill(typed)
      await search.press('Enter')
      await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(typed)}$`))
      await expect(rows(page).getByRole('link', { name: number, exact: true })).toBeVisible()
    }
    await search.fill('такого нет')
    await search.press('Enter')
    await expect(main(page)).toContainText('Ничего не нашлось')
    await main(page).getByRole('link', { name: 'Все возвраты' }).click()
    await expect(rows(page)).toHaveCount(50)
  })

  test('j, k and Enter walk through the list and on from card to card', async ({ page }) => {
    await visit(page, `/${shopOf().slug}/returns?stage=closed`)
    const links = rows(page).getByRole('link')
    await expect(links.nth(1)).toBeVisible()
    const [one = '', two = ''] = await links.allInnerTexts()
    await page.keyboard.press('j')
    await expect(links.nth(0)).toBeFocused()
    await page.keyboard.press('j')
    await expect(links.nth(1)).toBeFocused()
    await page.keyboard.press('k')
    await expect(links.nth(0)).toBeFocused()
    await page.keyboard.press('Enter')
    const heading = page.getByRole('heading', { level: 1 })
    await expect(heading).toContainText(one)
    await expect(main(page).getByRole('link', { name: /Следующий возврат/ })).toBeVisible()
    await awake(page)
    await page.keyboard.press('j')
    await expect(heading).toContainText(two)
    await main(page).getByRole('link', { name: 'Возвраты' }).click()
    await expect(page).toHaveURL(/returns\?stage=closed$/)
  })

  test('a decision is made with a comment; who comes second is told who was first', async ({
    page,
    request,
    browser,
    baseURL,
    stateOf,
  }) => {
    const { number } = await askedFor(request)
    const address = `/${shopOf().slug}/returns/${number}`
    await visit(page, address)
    await expect(main(page)).toContainText('Решите, принимать ли возврат')

    // A colleague whose page does not hear of changes.
    const state = await stateOf('manager')
    const other = await browser.newPage({ baseURL, storageState: state, locale: 'ru-RU' })
    await other.route('**/version?*', (route) => route.abort())
    await visit(other, address)
    await button(other, 'Отклонить').click()
    await dialog(other).getByRole('button', { name: 'Отклонить' }).click()
    await expect(dialog(other)).toContainText('Напишите почему')
    await dialog(other).getByLabel('Комментарий').fill('Товар использован')

    await button(page, 'Одобрить').click()
    await dialog(page).getByLabel('Комментарий').fill('Брак подтверждён по фото')
    await dialog(page).getByRole('button', { name: 'Одобрить' }).click()
    await expect(dialog(page)).toBeHidden()
    await expect(main(page).getByText('нужно задание').first()).toBeVisible()
    await expect(timeline(page)).toContainText('Брак подтверждён по фото')
    await expect(main(page).getByRole('link', { name: 'Создать задание на забор' })).toBeVisible()
    await expect(button(page, 'Одобрить')).toBeHidden()

    await dialog(other).getByRole('button', { name: 'Отклонить' }).click()
    await expect(dialog(other).getByRole('alert')).toContainText('Возврат одобрен')
    await expect(dialog(other).getByLabel('Комментарий')).toHaveValue('Товар использован')
    await other.close()
  })

  test('what is typed into a note survives a reload', async ({ page, request }) => {
    const { number } = await askedFor(request)
    await visit(page, `/${shopOf().slug}/returns/${number}`)
    await button(page, 'Добавить заметку').click()
    await dialog(page).getByLabel('Заметка').fill('Просил перезвонить после шести')
    await reload(page)
    await button(page, 'Добавить заметку').click()
    await expect(dialog(page).getByLabel('Заметка')).toHaveValue('Просил перезвонить после шести')
    await dialog(page).getByRole('button', { name: 'Добавить заметку' }).click()
    await expect(timeline(page)).toContainText('Просил перезвонить после шести')
  })
})

test('what has arrived is inspected, and the money goes back', async ({
  page,
  context,
  request,
  stateOf,
}) => {
  await context.addCookies((await stateOf('manager')).cookies)
  await visit(page, `/${shopOf().slug}/returns/${await arrivedReturn(request)}`)
  await button(page, 'Записать проверку').click()
  await dialog(page).getByRole('button', { name: 'Записать проверку' }).click()
  await expect(dialog(page)).toContainText('Выберите, что станет с товаром')
  const fates = dialog(page).getByLabel('Судьба товара')
  await expect(fates).toHaveCount(2)
  for (const fate of await fates.all()) await fate.selectOption({ label: 'уценка' })
  await dialog(page).getByRole('button', { name: 'Записать проверку' }).click()
  await expect(dialog(page)).toBeHidden()
  await expect(main(page)).toContainText('Судьба товара: уценка')
  for (const step of ['Начать возврат денег', 'Деньги возвращены']) {
    await button(page, step).click()
    await dialog(page).getByRole('button', { name: step }).click()
    await expect(dialog(page)).toBeHidden()
  }
  await expect(main(page).getByText('завершён').first()).toBeVisible()
  await expect(main(page)).toContainText('Журнал не изменён')
})

test('an operator sees no button that would be refused', async ({ page, context, request, stateOf }) => {
  await context.addCookies((await stateOf('staff')).cookies)
  const { number } = await askedFor(request)
  await visit(page, `/${shopOf().slug}/returns/${number}`)
  await expect(button(page, 'Передать поддержке')).toBeVisible()
  await expect(button(page, 'Одобрить')).toBeHidden()
  await expect(button(page, 'Отклонить')).toBeHidden()
})

test('a number that never was and one of another shop are missing in the same words', async ({
  page,
  context,
  request,
  stateOf,
  watched,
}) => {
  const ahead = () =>
    asOwner(
      (owner) => owner<{ slug: string; number: number }[]>`
        select min(m.slug) as slug, c.number from cases c join merchants m on m.id = c.merchant_id
        where m.slug in ${owner([shopOf(0).slug, shopOf(1).slug])}
        group by c.number having count(*) = 1 order by c.number desc limit 1`,
    )
  let [newest] = await ahead()
  if (!newest) {
    // Both shops have come to the same number: the first one goes on.
    await askedFor(request)
    ;[newest] = await ahead()
  }
  if (!newest) throw new Error('The demo has no returns')
  const other = newest.slug === shopOf(0).slug ? 1 : 0
  await context.addCookies((await stateOf('support', other)).cookies)
  const { slug } = shopOf(other)
  const texts: string[] = []
  for (const asked of [`R-${newest.number}`, 'R-999999999']) {
    const answer = await visit(page, `/${slug}/returns/${asked}`)
    expect(answer?.status()).toBe(404)
    await expect(main(page)).toContainText('Такого возврата нет')
    texts.push(await main(page).innerText())
    const probe = await page.request.get(`/${slug}/returns/${asked}/version?seen=0`)
    expect([probe.status(), await probe.text()]).toEqual([404, ''])
  }
  expect(texts[1]).toBe(texts[0])
  const foreign = await page.request.get(`/${newest.slug}/returns/R-${newest.number}/version?seen=0`)
  expect(foreign.status()).toBe(404)
  // The browser itself remarks on the two answers that were asked for.
  expect(watched.complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
  watched.complaints.length = 0
})
