import type { Page } from '@playwright/test'
import { expect, shopOf, test } from './fixtures'
import { placedOrder } from './selling'

const main = (page: Page) => page.getByRole('main')

test('A manager tries the terms on an order, then on the returns of a year, and opens one that changes', async ({
  page,
  context,
  stateOf,
  request,
}) => {
  test.setTimeout(120_000)
  const { slug, apiKey } = shopOf()
  const number = await placedOrder(request, apiKey)
  await context.addCookies((await stateOf('manager')).cookies)

  await page.goto(`/${slug}/policy/draft`)
  const panel = main(page).getByRole('region', { name: 'Что будет с этим заказом' })
  const answers = panel.getByRole('listitem').first().getByRole('definition')
  await panel.getByRole('combobox', { name: 'Заказ' }).fill(number)
  await expect(panel.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(panel.getByText(`Заказ ${number}`)).toBeVisible()
  await expect(answers.first()).toHaveText(/\d{4}/)

  // The order is in the address: a reload shows the same.
  await expect(page).toHaveURL(new RegExp(`order=${number}`))
  await page.reload()
  await expect(panel.getByText(`Заказ ${number}`)).toBeVisible()
  await expect(answers.first()).toHaveText(/\d{4}/)

  const days = main(page).getByRole('textbox', { name: 'Обычный срок, дней' })
  await days.fill('120')
  await expect(answers.last().locator('mark')).toBeVisible()
  await expect(answers.last()).toContainText('дольше')

  await main(page).getByRole('button', { name: 'Проверить на прошлых возвратах' }).click()
  await expect(page).toHaveURL(/\/policy\/replays\/[0-9a-f-]{36}$/)
  await expect(main(page).getByText(/за 12 месяцев .* бы другой ответ/)).toBeVisible({ timeout: 60_000 })

  const count = main(page)
    .getByRole('link', { name: /^Показать .* в списке$/ })
    .last()
  const listed = Number((await count.innerText()).replaceAll(/\D/g, ''))
  await count.click()
  await expect(page).toHaveURL(/from=.+&to=.+/)
  await expect(main(page).getByRole('link', { name: 'Показать все' })).toBeVisible()
  const rows = main(page).getByRole('region', { name: 'Возвраты с другим ответом' }).getByRole('row')
  await expect(rows).toHaveCount(Math.min(listed, 50) + 1)
  await rows.nth(1).getByRole('link', { name: /^R-/ }).click()
  await expect(page).toHaveURL(/\/returns\/R-\d+/)
})
