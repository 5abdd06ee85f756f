import { expect, signedIn, test } from './fixtures'
import { signInWith } from './sign-in'
import { reload } from './visit'
import { addRule, newShop, open, saved, sentence } from './writing-rules'

test('of two who write at once the second sees what the first saved, and chooses', async ({
  page,
  browser,
}) => {
  const shop = await newShop()
  await signInWith(page, shop.manager)
  await open(page, shop)
  const other = await browser.newPage({ storageState: await signedIn(browser, shop.admin) })
  await open(other, shop)
  await addRule(page, 1, 'Подольск')
  await page.keyboard.press('Control+s')
  await expect(saved(page)).toBeVisible()

  await addRule(other, 1, 'Красная Талка')
  await other.keyboard.press('Control+s')
  await expect(other.getByText(/черновик изменили: Ветрова Анна/)).toBeVisible()
  await other.getByRole('button', { name: 'Сравнить' }).click()
  const dialog = other.getByRole('dialog', { name: 'Черновик изменили' })
  await expect(dialog).toContainText('Подольск')
  await expect(dialog).toContainText('Красная Талка')
  await dialog.getByRole('button', { name: 'Взять сохранённое' }).click()
  await expect(sentence(other, 1)).toContainText('Подольск')
  await other.close()
})

test('what was not saved is offered after its tab was closed, to the one who wrote it, and to nobody else', async ({
  page,
}) => {
  const shop = await newShop()
  await signInWith(page, shop.manager)
  const context = page.context()
  await open(page, shop)
  await addRule(page, 1, 'Подольск')
  await page.close()

  const next = await context.newPage()
  await open(next, shop)
  const left = next.getByText(/С прошлого раза остались несохранённые правки/)
  await expect(left).toBeVisible()
  await expect(sentence(next, 1)).toHaveCount(0)
  await next.getByRole('button', { name: 'Вернуть несохранённое' }).click()
  await expect(sentence(next, 1)).toContainText('Подольск')
  await expect(left).toHaveCount(0)

  // Somebody else at the same browser sees nothing of it, and leaves it where it is.
  await signInWith(next, shop.admin)
  await open(next, shop)
  await expect(next.getByRole('button', { name: 'Добавить правило', exact: true })).toBeVisible()
  await expect(sentence(next, 1)).toHaveCount(0)
  await expect(left).toHaveCount(0)

  await signInWith(next, shop.manager)
  await open(next, shop)
  await expect(sentence(next, 1)).toContainText('Подольск')
  await next.keyboard.press('Control+s')
  await expect(saved(next)).toBeVisible()
  await next.close()
  const last = await context.newPage()
  await open(last, shop)
  await expect(sentence(last, 1)).toContainText('Подольск')
  await expect(last.getByText(/несохранённые правки/)).toHaveCount(0)
})

test('two tabs keep each their own text; what one leaves behind can be had by the other, and given back', async ({
  page,
}) => {
  const shop = await newShop()
  await signInWith(page, shop.manager)
  const other = await page.context().newPage()
  await open(page, shop)
  await open(other, shop)
  await addRule(page, 1, 'Подольск')
  await addRule(other, 1, 'Красная Талка')
  await reload(page)
  await expect(sentence(page, 1)).toContainText('Подольск')
  await expect(page.getByText(/Несохранённые правки от .* восстановлены/)).toBeVisible()
  await other.close()

  const left = page.getByText(/С прошлого раза остались несохранённые правки/)
  await reload(page)
  await expect(left).toBeVisible()
  await page.getByRole('button', { name: 'Вернуть несохранённое' }).click()
  await expect(sentence(page, 1)).toContainText('Красная Талка')
  await expect(left).toBeVisible()
  await page.getByRole('button', { name: 'Вернуть несохранённое' }).click()
  await expect(sentence(page, 1)).toContainText('Подольск')
  await page.getByRole('button', { name: 'Забыть' }).click()
  await expect(left).toHaveCount(0)
  await reload(page)
  await expect(sentence(page, 1)).toContainText('Подольск')
  await expect(left).toHaveCount(0)
})
