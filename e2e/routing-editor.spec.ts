import { expect, signedIn, test } from './fixtures'
import { signInWith } from './sign-in'
import { reload } from './visit'
import {
  addRule,
  arrive,
  newShop,
  open,
  pick,
  row,
  ruleTo,
  said,
  saved,
  sentence,
  store,
} from './writing-rules'

test('two rules are written, put in order from the keyboard, checked, kept over a reload and published', async ({
  page,
}) => {
  const shop = await newShop()
  await signInWith(page, shop.manager)
  await open(page, shop)
  await expect(page.getByText('Сейчас ни одно правило не действует')).toBeVisible()
  await expect(page.getByRole('button', { name: /Любой отказ — решает человек/ })).toBeVisible()

  await addRule(page, 1, 'Подольск', '5000')
  await expect(sentence(page, 1)).toContainText(
    said('Если причина — брак и стоимость посылки от 5 000 ₽, то на склад «Подольск»'),
  )
  await addRule(page, 2, 'Красная Талка')
  await expect(sentence(page, 2)).toContainText(said('Если причина — брак, то поставщику «Красная Талка»'))

  await sentence(page, 2).press('Alt+ArrowUp')
  await expect(sentence(page, 1)).toBeFocused()
  await expect(sentence(page, 1)).toContainText('Красная Талка')
  await expect(
    page.getByRole('status').filter({ hasText: 'Правило 2 теперь под номером 1 из 2' }),
  ).toHaveCount(1)
  await expect(row(page, 2)).toContainText('Никогда не сработает: всё забирает правило 1.')

  await row(page, 2).getByRole('button', { name: 'правило 1', exact: true }).click()
  await expect(sentence(page, 1)).toBeFocused()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(sentence(page, 2)).toBeFocused()
  await expect(page.getByText(/Никогда не сработает/)).toHaveCount(0)

  await reload(page)
  await expect(page.getByText(/Несохранённые правки от .* восстановлены/)).toBeVisible()
  await expect(sentence(page, 1)).toContainText(said('на склад «Подольск»'))
  await expect(sentence(page, 2)).toContainText('Красная Талка')

  await page.keyboard.press('Control+s')
  await expect(saved(page)).toBeVisible()
  await page.getByRole('button', { name: 'Опубликовать', exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Опубликовать/ })
    .click()
  await expect(page.getByText('Версия № 1 опубликована и уже действует')).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`/${shop.slug}/routing$`))
})

test('what is missing is named and gets the focus; a copy is made, dragged, taken away and brought back', async ({
  page,
}) => {
  const shop = await newShop()
  await signInWith(page, shop.manager)
  await open(page, shop)
  await page.getByRole('button', { name: 'Добавить правило', exact: true }).click()
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click()
  const values = page.getByRole('button', { name: 'Условие 1: причина: выберите' })
  await expect(values).toBeFocused()
  await expect(values).toHaveAccessibleDescription('Выберите хотя бы одно значение.')
  await expect(page.getByRole('button', { name: /^Правило 1: точка/ })).toHaveAccessibleDescription(
    'Выберите, куда везти.',
  )
  await expect(saved(page)).toHaveCount(0)

  await pick(page, 'Условие 1: причина: выберите', 'Некомплект')
  await pick(page, /^Правило 1: точка/, 'Подольск')
  await page.getByLabel('Название').fill('Некомплект')
  await page.getByRole('button', { name: 'Ещё о правиле 1' }).click()
  await page.getByRole('button', { name: 'Скопировать', exact: true }).click()
  await page.getByRole('button', { name: 'Готово' }).click()
  await expect(sentence(page, 2)).toContainText('Некомплект, копия')
  await expect(row(page, 2)).toContainText(/Никогда не сработает: всё забирает правило 1/)

  const grip = await row(page, 2).getByTitle('Перетащить').boundingBox()
  const above = await row(page, 1).boundingBox()
  if (!grip || !above) throw new Error('The rows are not drawn')
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2)
  await page.mouse.down()
  await page.mouse.move(grip.x + grip.width / 2, above.y + 12, { steps: 8 })
  await expect(page.locator('[data-drop]')).toHaveCount(1)
  await page.mouse.up()
  await expect(sentence(page, 1)).toContainText('Некомплект, копия')

  await page.getByRole('button', { name: 'Ещё о правиле 1' }).click()
  await page.getByRole('button', { name: 'Удалить', exact: true }).click()
  await expect(sentence(page, 1)).toBeFocused()
  await expect(page.getByText('копия')).toHaveCount(0)
  await page.getByRole('button', { name: 'Вернуть' }).click()
  await expect(sentence(page, 1)).toContainText('Некомплект, копия')
})

test('a rule is dragged by touch', async ({ browser }) => {
  const shop = await newShop()
  await store(shop, {
    rules: (place) => ['Первое', 'Второе', 'Третье'].map((name) => ruleTo(place, name)),
    daysAgo: 1,
  })
  const context = await browser.newContext({
    storageState: await signedIn(browser, shop.manager),
    hasTouch: true,
    isMobile: true,
    viewport: { width: 375, height: 812 },
  })
  const page = await context.newPage()
  await arrive(page, shop.slug)
  await sentence(page, 3).scrollIntoViewIfNeeded()
  const finger = await context.newCDPSession(page)
  const touch = (
    type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel',
    at?: { x: number; y: number },
  ) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] })
  // What the check says may still move the rows: then the finger has missed the grip, and is put down once more.
  await expect(async () => {
    const grip = await row(page, 3).getByTitle('Перетащить').boundingBox()
    const first = await row(page, 1).boundingBox()
    if (!grip || !first) throw new Error('The rows are not drawn')
    const x = grip.x + grip.width / 2
    const [from, to] = [grip.y + grip.height / 2, first.y + 12]
    await touch('touchStart', { x, y: from })
    for (let step = 1; step <= 8; step += 1)
      await touch('touchMove', { x, y: from + ((to - from) * step) / 8 })
    const over = expect(row(page, 1)).toHaveAttribute('data-drop', 'above', { timeout: 3000 })
    await over.catch(async (error: unknown) => {
      await touch('touchCancel')
      throw error
    })
  }).toPass()
  await touch('touchEnd')
  await expect(sentence(page, 1)).toContainText('Третье')
  await expect(sentence(page, 3)).toContainText('Второе')
  await context.close()
})
