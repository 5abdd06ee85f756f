import type { Page } from '@playwright/test'
import { carrierTells, expect, shopOf, test } from './fixtures'
import { refusedOrder, refusedParcel } from './refusing'
import { visit } from './visit'

const main = (page: Page) => page.getByRole('main')
const button = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true })
const dialog = (page: Page) => page.getByRole('dialog')
const route = (page: Page) => page.getByRole('region', { name: 'Маршрут' })
const timeline = (page: Page) => page.getByRole('region', { name: 'Что происходило' })
const row = (page: Page, number: string) =>
  main(page).getByRole('table', { name: 'Отказы' }).getByRole('row').filter({ hasText: number })

test.describe('refused parcels', () => {
  test.beforeEach(async ({ context, stateOf }) => {
    await context.addCookies((await stateOf('support')).cookies)
  })

  test('what waits for a route is sent where a person says, and says who and why', async ({
    page,
    request,
  }) => {
    const { slug } = shopOf()
    const number = await refusedParcel(request, { reasonCode: 'courier_fault', comment: 'Нагрубил' })
    await visit(page, `/${slug}/refusals?reason=courier_fault&tab=needs_route`)
    await row(page, number).getByRole('link', { name: number }).click()
    await expect(route(page)).toContainText('Решает человек')
    await route(page).getByText('Почему решает человек?').click()
    await expect(route(page)).toContainText('Сработало')

    await button(page, 'Указать маршрут').click()
    await dialog(page).getByRole('button', { name: 'Отправить' }).click()
    await expect(dialog(page)).toContainText('Выберите, куда отправить посылку.')
    await expect(dialog(page)).toContainText('Напишите почему: это увидят коллеги.')
    const place = dialog(page).getByRole('radio', { name: /^Склад «Химки»/ })
    await place.check()
    await dialog(page).getByLabel('Почему').fill('Курьера разобрали, товар цел')
    await dialog(page).getByRole('button', { name: 'Отправить' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Маршрут изменён' })).toBeVisible()
    await expect(route(page)).toContainText('Склад «Химки»')
    await expect(route(page)).toContainText('вручную')
    await expect(route(page)).toContainText('Курьера разобрали, товар цел')
    await expect(timeline(page)).toContainText('Маршрут изменён вручную')
    await visit(page, `/${slug}/refusals?reason=courier_fault&tab=moving`)
    await expect(row(page, number)).toContainText('Склад «Химки»')
  })

  test('many are sent at once, with one reason', async ({ page, request }) => {
    const { slug } = shopOf()
    const numbers = [
      await refusedParcel(request, { reasonCode: 'courier_fault' }),
      await refusedParcel(request, { reasonCode: 'courier_fault' }),
    ]
    await visit(page, `/${slug}/refusals`)
    for (const number of numbers) await main(page).getByLabel(`Выбрать ${number}`).check()
    const bar = main(page).getByRole('group', { name: 'Выбранные отказы' })
    await expect(bar).toContainText('Выбрано 2 отказа')
    await bar.getByRole('button', { name: 'Отправить выбранные…' }).click()
    await dialog(page)
      .getByRole('radio', { name: /^Склад «Химки»/ })
      .check()
    await dialog(page).getByLabel('Почему').fill('Разобрались со всеми сразу')
    await dialog(page).getByRole('button', { name: 'Отправить 2 отказа' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Отправлено 2 отказа' })).toBeVisible()
    for (const number of numbers) await expect(row(page, number)).toHaveCount(0)
    await expect(bar).toHaveCount(0)
  })

  test('a row is sent from its own button, whatever else is marked', async ({ page, request }) => {
    const { slug } = shopOf()
    const sent = await refusedParcel(request, { reasonCode: 'courier_fault' })
    const marked = await refusedParcel(request, { reasonCode: 'courier_fault' })
    await visit(page, `/${slug}/refusals`)
    await expect(row(page, sent)).toContainText('правило «Жалоба на курьера»')
    await main(page).getByLabel(`Выбрать ${marked}`).check()
    await button(page, `Указать маршрут ${sent}`).click()
    await expect(dialog(page).getByRole('heading', { name: `Отправить ${sent}` })).toBeVisible()
    await dialog(page)
      .getByRole('radio', { name: /^Склад «Химки»/ })
      .check()
    await dialog(page).getByLabel('Почему').fill('Товар цел')
    await dialog(page).getByRole('button', { name: 'Отправить 1 отказ' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Отправлен 1 отказ' })).toBeVisible()
    await expect(row(page, sent)).toHaveCount(0)
    await expect(main(page).getByLabel(`Выбрать ${marked}`)).toBeChecked()
  })

  test('of many, those that have left meanwhile stay, and it is said why', async ({ page, request }) => {
    const { slug } = shopOf()
    const stays = await refusedParcel(request, { reasonCode: 'courier_fault' })
    const { number: leaves, order } = await refusedOrder(request, { reasonCode: 'courier_fault' })
    await visit(page, `/${slug}/refusals`)
    for (const number of [stays, leaves]) await main(page).getByLabel(`Выбрать ${number}`).check()
    const bar = main(page).getByRole('group', { name: 'Выбранные отказы' })
    await bar.getByRole('button', { name: 'Отправить выбранные…' }).click()
    await dialog(page)
      .getByRole('radio', { name: /^Склад «Химки»/ })
      .check()
    await dialog(page).getByLabel('Почему').fill('Товар цел')
    await carrierTells(request, [{ type: 'parcel.in_transit', orderNumber: order }])
    await dialog(page).getByRole('button', { name: 'Отправить 2 отказа' }).click()
    await expect(dialog(page)).toContainText('Отправлен 1 отказ')
    await expect(dialog(page)).toContainText(`${leaves} — уже уехала из центра`)
    await dialog(page).getByRole('link', { name: leaves }).click()
    await expect(page.getByRole('heading', { name: leaves })).toBeVisible()
  })

  test('the queue is worked through without the mouse', async ({ page, request }) => {
    const { slug } = shopOf()
    const numbers = [
      await refusedParcel(request, { reasonCode: 'courier_fault' }),
      await refusedParcel(request, { reasonCode: 'courier_fault' }),
    ]
    await visit(page, `/${slug}/refusals`)
    const bar = main(page).getByRole('group', { name: 'Выбранные отказы' })
    const beside = page.getByRole('complementary', { name: 'Отказ рядом со списком' })
    // The longest waiting are on top: the two that came last are met from below.
    await page.keyboard.press('k')
    await expect(row(page, numbers[1] ?? '').getByRole('link')).toBeFocused()
    await page.keyboard.press('Space')
    await expect(beside).toContainText(numbers[1] ?? '')
    await expect(beside.getByRole('button', { name: 'Указать маршрут' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(beside).toHaveCount(0)
    await page.keyboard.press('x')
    await expect(bar).toContainText('Выбран 1 отказ')
    await page.keyboard.press('Escape')
    await expect(bar).toHaveCount(0)
    await page.keyboard.press('x')
    await page.keyboard.press('k')
    await page.keyboard.press('x')
    await expect(bar).toContainText('Выбрано 2 отказа')
    await page.keyboard.press('s')
    await expect(dialog(page).getByRole('radio').first()).toBeFocused()
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Поедут на склад')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('status').filter({ hasText: 'Отправлено 2 отказа' })).toBeVisible()
    for (const number of numbers) await expect(row(page, number)).toHaveCount(0)
  })

  test('another delivery is agreed in the slot that the rule proposes', async ({ page, request }) => {
    const { slug } = shopOf()
    const number = await refusedParcel(request, { reasonCode: 'recipient_absent' })
    await visit(page, `/${slug}/refusals?tab=redelivery`)
    await expect(row(page, number)).toContainText('время не согласовано')
    await row(page, number).getByRole('link', { name: number }).click()
    await expect(main(page)).toContainText('Договоритесь с покупателем, когда везти ему ещё раз.')
    // Nobody has judged it: a refusal at the door is lawful at any time.
    await expect(page.getByRole('region', { name: 'Заключение' })).toHaveCount(0)
    await button(page, 'Назначить повторную доставку').click()
    await expect(dialog(page)).toContainText('Правило предлагает')
    await expect(dialog(page).getByRole('radio', { checked: true })).toHaveCount(1)
    await dialog(page).getByRole('button', { name: 'Назначить' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Повторная доставка назначена' })).toBeVisible()
    await expect(route(page)).toContainText('Когда повезут')
    await expect(button(page, 'Перенести доставку')).toBeVisible()
    await expect(main(page)).toContainText('Покупателю повезут ещё раз: ')
    await visit(page, `/${slug}/refusals?tab=redelivery`)
    await expect(row(page, number)).not.toContainText('время не согласовано')
  })

  test('another delivery that a person wants is proposed by no rule', async ({ page, request }) => {
    const { slug } = shopOf()
    const number = await refusedParcel(request, { reasonCode: 'courier_fault' })
    await visit(page, `/${slug}/returns/${number}`)
    await button(page, 'Указать маршрут').click()
    await dialog(page)
      .getByRole('radio', { name: /^Повторная доставка/ })
      .check()
    await dialog(page).getByLabel('Почему').fill('Покупатель ждёт завтра вечером')
    await dialog(page).getByRole('button', { name: 'Отправить' }).click()
    await button(page, 'Назначить повторную доставку').click()
    await expect(dialog(page).getByRole('radio').first()).toBeAttached()
    await expect(dialog(page)).not.toContainText('Правило предлагает')
    await expect(dialog(page).getByRole('radio', { checked: true })).toHaveCount(0)
    await dialog(page).getByRole('button', { name: 'Назначить' }).click()
    await expect(dialog(page)).toContainText('Выберите время.')
  })

  test('a refusal that does not fit together is settled, and accuses nobody by itself', async ({
    page,
    request,
  }) => {
    const { slug } = shopOf()
    const at = Date.now() - 3_600_000
    const number = await refusedParcel(request, {
      reasonCode: 'changed_mind',
      visit: {
        arrivedAt: new Date(at - 40_000).toISOString(),
        leftAt: new Date(at).toISOString(),
        calls: 0,
      },
    })
    await visit(page, `/${slug}/refusals?tab=disputed`)
    await expect(row(page, number)).toContainText('звонка нет')
    await row(page, number).getByRole('link', { name: number }).click()
    const refusal = page.getByRole('region', { name: 'Отказ', exact: true })
    await expect(refusal).toContainText('Отказ под вопросом')
    await expect(refusal).toContainText('Курьер пробыл у адреса 40 секунд.')
    await expect(refusal).toContainText('Это повод проверить, а не обвинить')

    await button(page, 'Покупатель говорит иное').click()
    await dialog(page).getByLabel('Что говорит покупатель').fill('Был дома весь день')
    await dialog(page).getByRole('button', { name: 'Записать' }).click()
    await expect(refusal).toContainText('Был дома весь день')

    await button(page, 'Разобрать спор').click()
    await dialog(page).getByRole('radio', { name: 'Покупатель не отказывался' }).check()
    await dialog(page).getByLabel('Что выяснили').fill('Курьер звонил в другую дверь')
    await dialog(page).getByRole('button', { name: 'Разобрать' }).click()
    await expect(refusal).toContainText('Разобрано: покупатель не отказывался')
    await expect(timeline(page)).toContainText('Спорный отказ разобран')
    await visit(page, `/${slug}/refusals?tab=disputed`)
    await expect(row(page, number)).toHaveCount(0)
  })
})
