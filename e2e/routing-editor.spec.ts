import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { Page } from '@playwright/test'
import { insertMerchant } from '@/db/seed/merchant'
import { newId } from '@/lib/ids'
import type { Condition, RouteActions, RoutingRule } from '@/lib/routing/schemas'
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
  await arrive(page, slug)
  // The check has come, and has looked.
  await expect(page.getByText('Ошибок и противоречий нет.')).toBeVisible()
}

async function arrive(page: Page, slug: string) {
  await visit(page, `/${slug}/routing/draft`)
  await expect(page.getByRole('heading', { level: 1, name: 'Правила маршрутизации: черновик' })).toBeVisible()
}

const then: Omit<RouteActions, 'to'> = {
  storageDays: null,
  sorting: false,
  repack: false,
  tellCustomer: false,
  tellOrderSystem: true,
  refund: false,
}

type Attempts = { from: number | null; to: number | null }

/** A rule that sends defects to the warehouse; `attempts`: only when all of these hold of the attempt. */
function ruleTo(locationId: string, name: string, attempts: Attempts[] = []): RoutingRule {
  const defective: Condition = { field: 'reason', op: 'in', values: ['defective'] }
  const bounds = attempts.map((one): Condition => ({ field: 'attempt', op: 'between', ...one }))
  const to = { action: 'deliver', locationId } as const
  return {
    id: newId(),
    name,
    note: '',
    enabled: true,
    when: { match: 'all', of: [defective, ...bounds] },
    then: { ...then, to },
  }
}

type Stored = { rules: (warehouse: string) => RoutingRule[]; daysAgo: number; version?: number }

/** Puts rules where a manager has written them, or an admin has published them, some days ago. */
async function store({ slug }: Shop, { rules, daysAgo, version }: Stored) {
  await asOwner(async (owner) => {
    const [merchant] = await owner`select id from merchants where slug = ${slug}`
    const [place] =
      await owner`select id from locations where merchant_id = ${merchant?.id} and code = 'main'`
    const member = owner`(select id from members where merchant_id = ${merchant?.id}
      and role = ${version ? 'admin' : 'manager'})`
    const at = new Date(Date.now() - daysAgo * 86_400_000)
    const content = { rules: rules(String(place?.id)), otherwise: { ...then, to: { action: 'ask' } } }
    await owner`insert into rule_sets (merchant_id, id, number, revision, content, created_by, created_at, updated_by,
        updated_at, published_by, published_at, effective_at)
      values (${merchant?.id}, ${newId()}, ${version ?? null}, ${100 + daysAgo}, ${owner.json(content)}, ${member}, ${at},
        ${member}, ${at}, ${version ? member : null}, ${version ? at : null}, ${version ? at : null})`
  })
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
