import { expect, test } from './fixtures'
import { signInWith } from './sign-in'
import { arrive, newShop, open, ruleTo, said, sentence, store } from './writing-rules'

test('errors are named before publishing and can be gone to; warnings pass when one knows of them', async ({
  page,
}) => {
  const shop = await newShop()
  const never = [
    { from: 3, to: null },
    { from: null, to: 3 },
  ]
  await store(shop, {
    rules: (place) => [ruleTo(place, 'Нигде', never), ruleTo(place, 'Брак'), ruleTo(place, 'Тот же брак')],
    daysAgo: 1,
  })
  await signInWith(page, shop.manager)
  await arrive(page, shop.slug)
  await page.getByRole('button', { name: 'Опубликовать', exact: true }).click()
  const refused = page.getByRole('dialog', { name: 'Опубликовать пока нельзя' })
  await expect(refused).toContainText('1 ошибка не даёт опубликовать правила')
  await expect(refused).toContainText('условия исключают друг друга (попытка вручения)')
  await expect(refused.getByRole('button', { name: /^Опубликовать/ })).toHaveCount(0)
  await refused.getByRole('button', { name: 'Правило 1', exact: true }).click()
  await expect(refused).toHaveCount(0)
  await expect(sentence(page, 1)).toBeFocused()

  await page.getByRole('button', { name: 'Ещё о правиле 1' }).click()
  await page.getByRole('button', { name: 'Выключить', exact: true }).click()
  await page.getByRole('button', { name: 'Опубликовать', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Опубликовать правила' })
  await expect(dialog).toContainText('1 предупреждение')
  await expect(dialog).toContainText('Никогда не сработает: всё забирает правило 2.')
  await expect(dialog).toContainText('Это первая версия')
  await dialog.getByRole('button', { name: 'Опубликовать с 1 предупреждением' }).click()
  await expect(page.getByText('Версия № 1 опубликована и уже действует')).toBeVisible()
})

test('a draft begun before a version says so, shows what differs, and asks to be tried', async ({ page }) => {
  const shop = await newShop()
  await store(shop, { rules: (place) => [ruleTo(place, 'Брак')], daysAgo: 2 })
  await store(shop, { rules: (place) => [ruleTo(place, 'Брак по-новому')], daysAgo: 1, version: 1 })
  await signInWith(page, shop.manager)
  await open(page, shop)
  const story = said('После того как черновик начали, вышла версия № 1: Лесной Игорь')
  await expect(page.getByText(story)).toBeVisible()
  await page.getByRole('button', { name: 'Что отличается' }).click()
  const differences = page.getByRole('dialog', { name: 'Чем черновик отличается' })
  await expect(differences).toContainText('Брак по-новому')
  await page.keyboard.press('Escape')
  await expect(differences).toHaveCount(0)

  await page.getByRole('button', { name: 'Опубликовать', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Опубликовать правила' })
  await expect(dialog).toContainText(story)
  await expect(dialog).toContainText('по сравнению с версией № 1')
  await expect(dialog).toContainText('Брак по-новому')
  await expect(dialog).toContainText('На прошлых отказах эти правила не проверены.')
  await dialog.getByRole('button', { name: 'Проверить', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Прошлые проверки' })).toBeFocused()

  // Somebody publishes while the dialog is open: nobody publishes over what they have not seen.
  await page.getByRole('button', { name: 'Опубликовать', exact: true }).click()
  await expect(dialog).toContainText('по сравнению с версией № 1')
  await store(shop, { rules: (place) => [ruleTo(place, 'Совсем новое')], daysAgo: 0, version: 2 })
  await dialog.getByRole('button', { name: 'Опубликовать', exact: true }).click()
  await expect(dialog).toContainText(said('Тем временем вышла версия № 2: Лесной Игорь'))
  await expect(dialog).toContainText('по сравнению с версией № 2')
  await dialog.getByRole('button', { name: 'Опубликовать', exact: true }).click()
  await expect(page.getByText('Версия № 3 опубликована и уже действует')).toBeVisible()
})
