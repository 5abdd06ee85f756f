import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { Page } from '@playwright/test'
import { insertMerchant } from '@/db/seed/merchant'
import { asOwner, expect, signedIn, test } from './fixtures'
import { signInWith } from './sign-in'
import { reload, visit } from './visit'

type Login = { email: string; password: string }
type Shop = { slug: string; manager: Login; admin: Login }

/** A shop of its own: what is published here would send the refusals of all the others elsewhere. */
async function newShop(): Promise<Shop> {
  const slug = `rules-${randomUUID().slice(0, 8)}`
  const password = 'kuda-vezti-7'
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const login = (role: string) => ({ email: `${role}@${slug}.test`, password })
  const member = (role: 'manager' | 'admin', name: string) => ({
    role,
    email: login(role).email,
    name,
    passwordHash,
  })
  await asOwner((owner) =>
    insertMerchant(owner, {
      slug,
      name: 'Дальняя полка',
      timeZone: 'Europe/Moscow',
      currency: 'RUB',
      members: [member('manager', 'Ветрова Анна'), member('admin', 'Лесной Игорь')],
      locations: [
        { code: 'main', kind: 'warehouse', name: 'Подольск', city: 'Подольск', isDefault: true },
        { code: 'talka', kind: 'supplier', name: 'Красная Талка', city: 'Иваново' },
      ],
    }),
  )
  return { slug, manager: login('manager'), admin: login('admin') }
}

async function open(page: Page, { slug }: Shop) {
  await visit(page, `/${slug}/routing/draft`)
  await expect(page.getByRole('heading', { level: 1, name: 'Правила маршрутизации: черновик' })).toBeVisible()
  // The check has come, and has looked.
  await expect(page.getByText('Ошибок и противоречий нет.')).toBeVisible()
}

const row = (page: Page, place: number) =>
  page.getByRole('listitem', { name: `Правило ${place}`, exact: true })
const sentence = (page: Page, place: number) =>
  page.getByRole('button', { name: new RegExp(`^Изменить правило ${place}:`) })
/** The text with whichever spaces keep its words together. */
const said = (text: string) => new RegExp(text.replaceAll(' ', '\\s'))
const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Черновик сохранён' })

/** Opens a list, looks for something in it and takes the first that is found, all from the keyboard. */
async function pick(page: Page, button: string | RegExp, query: string) {
  await page.getByRole('button', { name: button }).click()
  const list = page.getByRole('dialog')
  const search = list.getByRole('combobox')
  await expect(search).toBeFocused()
  await search.fill(query)
  await expect(list.getByRole('option').first()).toContainText(query)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(search).toHaveCount(0)
}

/** A rule about defects that goes to a place; `from`: only parcels from that sum on. */
async function addRule(page: Page, place: number, to: string, from?: string) {
  await page.getByRole('button', { name: 'Добавить правило', exact: true }).click()
  await expect(page.getByRole('combobox', { name: 'Условие 1: на что смотреть' })).toBeFocused()
  await pick(page, 'Условие 1: причина: выберите', 'Брак')
  if (from) {
    await page.getByRole('button', { name: 'Условие', exact: true }).click()
    await page
      .getByRole('combobox', { name: 'Условие 2: на что смотреть' })
      .selectOption({ label: 'стоимость посылки' })
    await page.getByLabel('Условие 2: от').fill(from)
  }
  await pick(page, /^Правило \d: точка/, to)
  await page.getByRole('button', { name: 'Готово' }).click()
  await expect(sentence(page, place)).toBeFocused()
}

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
  await page.mouse.up()
  await expect(sentence(page, 1)).toContainText('Некомплект, копия')

  await page.getByRole('button', { name: 'Ещё о правиле 1' }).click()
  await page.getByRole('button', { name: 'Удалить', exact: true }).click()
  await expect(sentence(page, 1)).toBeFocused()
  await expect(page.getByText('копия')).toHaveCount(0)
  await page.getByRole('button', { name: 'Вернуть' }).click()
  await expect(sentence(page, 1)).toContainText('Некомплект, копия')
})

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
  await expect(other.getByText(/черновик сохранил другой человек: Ветрова Анна/)).toBeVisible()
  await other.getByRole('button', { name: 'Сравнить' }).click()
  const dialog = other.getByRole('dialog', { name: 'Черновик изменили' })
  await expect(dialog).toContainText('Подольск')
  await expect(dialog).toContainText('Красная Талка')
  await dialog.getByRole('button', { name: 'Взять сохранённое' }).click()
  await expect(sentence(other, 1)).toContainText('Подольск')
  await other.close()
})
