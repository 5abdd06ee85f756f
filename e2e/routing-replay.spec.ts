import type { Page } from '@playwright/test'
import { expect, shopOf, test } from './fixtures'
import { visit } from './visit'

const main = (page: Page) => page.getByRole('main')
const digits = (text: string) => Number(text.replaceAll(/\D/g, ''))

test('A manager tries the draft of rules on the refusals of a year, follows a flow to its refusals, and opens one', async ({
  page,
  context,
  stateOf,
}) => {
  const { slug } = shopOf()
  await context.addCookies((await stateOf('manager')).cookies)

  await visit(page, `/${slug}/routing/draft`)
  const start = main(page).getByRole('region', { name: 'Проверка на прошлых отказах' })
  const year = start.getByRole('radio', { name: /^365 дней/ })
  await expect(start.getByText(/отказ(а|ов)?$/).last()).toBeVisible()
  await year.check()
  await start.getByRole('button', { name: 'Проверить на прошлых отказах' }).click()

  await expect(page).toHaveURL(/\/routing\/replays\/[0-9a-f-]{36}$/)
  const headline = main(page).getByText(/^(Из .+ отказ(а|ов) иначе пош|Ни одна из )/)
  await expect(headline).toBeVisible({ timeout: 60_000 })

  // The drawing is a way for the keyboard too: a band, Enter, and exactly its refusals stand below.
  const flows = main(page)
    .getByRole('group', { name: /^Потоки посылок/ })
    .getByRole('link')
  const flow = flows.first()
  const name = (await flow.getAttribute('aria-label')) ?? ''
  const count = digits(/: (.+) отказ/.exec(name)?.[1] ?? '')
  expect(count, name).toBeGreaterThan(0)
  await flow.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/from=.+&to=.+#replay-changes$/)
  await expect(flows.and(page.locator('[aria-current]'))).toHaveAccessibleName(name)
  const table = main(page).getByRole('region', { name: 'Таблица: отказы с прежним и новым путём' })
  await expect(table.getByRole('row')).toHaveCount(Math.min(count, 50) + 1)

  // The same number in the table behind the drawing.
  await main(page).getByText('Те же потоки таблицей').click()
  const chosen = main(page)
    .getByRole('region', { name: 'Таблица: из какого пути в какой и сколько отказов' })
    .locator('a[aria-current]')
  await expect(chosen).toHaveCount(1)
  expect(digits(await chosen.innerText())).toBe(count)

  await table.getByRole('link', { name: /^R-/ }).first().click()
  await expect(page).toHaveURL(/\/returns\/R-\d+/)
  await page.goBack()
  await expect(table.getByRole('row')).toHaveCount(Math.min(count, 50) + 1)

  await main(page).getByRole('link', { name: 'Все проверки' }).click()
  await expect(page).toHaveURL(/\/routing\/replays$/)
  await expect(main(page).getByRole('region', { name: 'Проверки' }).getByText('Готова').first()).toBeVisible()
})
