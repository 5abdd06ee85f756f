import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { APIRequestContext, Browser, Page } from '@playwright/test'
import { insertMerchant } from '@/db/seed/merchant'
import { newId } from '@/lib/ids'
import { asOwner, expect, signedIn, test } from './fixtures'
import { signInWith } from './sign-in'

type Login = { email: string; password: string }
type Shop = { slug: string; manager: Login; admin: Login; staff: Login }

const goods = ['Обувь', 'Бельё', 'Платья'].map((category, index) => ({
  sku: `PL-${index + 1}`,
  name: `${category}, образец`,
  quantity: 1,
  unitPrice: 500_000,
  category,
}))

/** A shop of its own: what these journeys publish would judge the returns of all the others. */
async function newShop(request: APIRequestContext): Promise<Shop> {
  const slug = `terms-${randomUUID().slice(0, 8)}`
  const password = 'sroki-vozvrata-7'
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const login = (role: string) => ({ email: `${role}@${slug}.test`, password })
  const member = (role: 'manager' | 'admin' | 'staff', name: string) => ({
    role,
    email: login(role).email,
    name,
    passwordHash,
  })
  const apiKey = `obr_${randomBytes(24).toString('base64url')}`
  await asOwner(async (owner) => {
    const { merchant } = await insertMerchant(owner, {
      slug,
      name: 'Примерочная',
      timeZone: 'Europe/Moscow',
      currency: 'RUB',
      members: [
        member('manager', 'Ветрова Анна'),
        member('admin', 'Лесной Игорь'),
        member('staff', 'Полев Олег'),
      ],
    })
    await owner`insert into api_keys (merchant_id, id, name, key_hash, scopes, created_at) values (${merchant.id},
      ${newId()}, 'Journeys', ${createHash('sha256').update(apiKey).digest('hex')}, ${['orders:write']}, now())`
  })
  const order = {
    number: 'P-1',
    placedAt: new Date(Date.now() - 9 * 86_400_000).toISOString(),
    payment: 'prepaid',
    currency: 'RUB',
    customer: { name: 'Ольга Ершова' },
    lines: goods,
  }
  const answer = await request.post('/api/v1/orders', {
    headers: { authorization: `Bearer ${apiKey}` },
    data: { orders: [order] },
  })
  expect(await answer.json()).toMatchObject({ created: 1 })
  return { slug, manager: login('manager'), admin: login('admin'), staff: login('staff') }
}

async function open(page: Page, { slug }: Shop) {
  await page.goto(`/${slug}/policy/draft`)
  await expect(page.getByRole('heading', { level: 1, name: 'Сроки возврата: черновик' })).toBeVisible()
  // The answer of the example says that the script and the law are here.
  await expect(page.getByText(/Вернуть можно до/)).toBeVisible()
}

async function openAs(browser: Browser, shop: Shop, login: Login): Promise<Page> {
  const page = await browser.newPage({ storageState: await signedIn(browser, login) })
  await open(page, shop)
  return page
}

const usual = (page: Page) => page.getByLabel('Обычный срок, дней')
const save = (page: Page) => page.getByRole('button', { name: 'Сохранить', exact: true }).click()
const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Черновик сохранён' })

test('the law stands in the way, is satisfied, and the terms are saved and published', async ({
  page,
  request,
}) => {
  const shop = await newShop(request)
  await signInWith(page, shop.manager)
  await open(page, shop)
  await expect(page.getByText('Сейчас действует только закон')).toBeVisible()

  await usual(page).fill('5')
  await expect(usual(page)).toHaveAccessibleDescription(/Меньше 7 дней нельзя: .*ст\. 26\.1/)
  await save(page)
  await expect(usual(page)).toBeFocused()
  await expect(saved(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Поставить 7' }).click()
  await expect(usual(page)).toHaveValue('7')
  await expect(page.getByText(/Меньше 7 дней нельзя/)).toHaveCount(0)

  await usual(page).fill('14')
  await page.getByLabel('Пример: день вручения').fill('2026-03-03')
  await expect(page.getByText(/Вернуть можно до 17\sмарта\s2026/)).toBeVisible()
  await page.getByRole('button', { name: 'Добавить исключение' }).click()
  await page.getByLabel('Исключение 1: категория').selectOption('Обувь')
  await page.getByLabel('Исключение 1: цена от').fill('5000')
  await page.getByLabel('Исключение 1: дней').fill('30')
  await page.getByLabel('Пример: категория').selectOption('Обувь')
  await expect(page.getByText(/Вернуть можно до 2\sапреля\s2026/)).toBeVisible()
  await expect(page.getByText(/Сработало исключение 1: 30 дней/)).toBeVisible()

  await page.keyboard.press('Control+s')
  await expect(saved(page)).toBeVisible()
  await page.getByLabel('Попыток забора').fill('5')
  await page.reload()
  await expect(page.getByText(/Несохранённые правки от .* восстановлены/)).toBeVisible()
  await expect(page.getByLabel('Попыток забора')).toHaveValue('5')
  await expect(page.getByLabel('Исключение 1: цена от')).toHaveValue(/^5\s000$/)

  // What is not saved yet is saved first.
  await page.getByRole('button', { name: 'Опубликовать' }).click()
  const dialog = page.getByRole('dialog', { name: 'Опубликовать правила' })
  await expect(dialog.getByText(/Обувь от 5\s000\s₽/)).toBeVisible()
  await dialog.getByLabel('Действуют с').fill('2026-03-01')
  await dialog.getByLabel(/Что изменилось/).fill('Первые правила')
  await dialog.getByRole('button', { name: 'Опубликовать' }).click()
  await expect(
    page.getByRole('status').filter({ hasText: 'Версия № 1 опубликована и действует с' }),
  ).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`/${shop.slug}/policy$`))
  const [version] = await asOwner(
    (owner) => owner`
      select v.number, v.note, v.effective_from::text as day, v.terms
      from policy_versions v join merchants m on m.id = v.merchant_id where m.slug = ${shop.slug}`,
  )
  expect(version).toMatchObject({
    number: 1,
    note: 'Первые правила',
    day: '2026-03-01',
    terms: {
      days: 14,
      pickupAttempts: 5,
      exceptions: [{ category: 'Обувь', priceFrom: 500_000, priceTo: null, days: 30 }],
    },
  })

  // The next draft begins there, and cannot begin in the past any more.
  await open(page, shop)
  await expect(page.getByText('Сейчас действует версия № 1')).toBeVisible()
  await usual(page).fill('21')
  await page.getByRole('button', { name: 'Опубликовать' }).click()
  await dialog.getByLabel('Действуют с').fill('2026-03-01')
  await expect(dialog.getByLabel('Действуют с')).toHaveAccessibleDescription(/День уже прошёл/)
})

test('of two who write at once the second compares and chooses', async ({ page, browser, request }) => {
  const shop = await newShop(request)
  await signInWith(page, shop.manager)
  await open(page, shop)
  const rival = await openAs(browser, shop, shop.admin)
  await usual(rival).fill('30')
  await save(rival)
  await expect(saved(rival)).toBeVisible()

  await usual(page).fill('14')
  await save(page)
  const told = page.getByRole('alert').filter({ hasText: 'Лесной Игорь' })
  await expect(told).toBeVisible()
  await expect(usual(page)).toHaveValue('14')
  await told.getByRole('button', { name: 'Сравнить' }).click()
  const dialog = page.getByRole('dialog', { name: 'Черновик изменили' })
  await expect(dialog.getByText(/30\sдней/)).toBeVisible()
  await expect(dialog.getByText(/14\sдней/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Сохранить моё поверх' }).click()
  await expect(dialog).toBeHidden()
  await expect(saved(page)).toBeVisible()

  // Now the other one is second, and takes what is there.
  await rival.getByLabel('Попыток забора').fill('2')
  await save(rival)
  await rival.getByRole('button', { name: 'Сравнить' }).click()
  await rival.getByRole('button', { name: 'Взять сохранённое' }).click()
  await expect(usual(rival)).toHaveValue('14')
  await expect(rival.getByLabel('Попыток забора')).toHaveValue('3')

  // Publishing what was changed meanwhile is told as well.
  await usual(page).fill('15')
  await save(page)
  await expect(page.getByText(/^Сохранён/)).toBeVisible()
  await rival.getByRole('button', { name: 'Опубликовать' }).click()
  await rival.getByRole('dialog').getByRole('button', { name: 'Опубликовать' }).click()
  await expect(rival.getByRole('alert').filter({ hasText: 'Ветрова Анна' })).toBeVisible()
  await rival.context().close()
})

test('exceptions are moved, removed and had back by the keyboard; what cannot be is said beside it', async ({
  page,
  request,
}) => {
  const shop = await newShop(request)
  await signInWith(page, shop.manager)
  await open(page, shop)
  const add = page.getByRole('button', { name: 'Добавить исключение' })
  for (const [index, category] of ['Обувь', 'Платья'].entries()) {
    await add.press('Enter')
    await expect(page.getByLabel(`Исключение ${index + 1}: категория`)).toBeFocused()
    await page.getByLabel(`Исключение ${index + 1}: категория`).selectOption(category)
    await page.getByLabel(`Исключение ${index + 1}: дней`).fill(String(20 + index))
  }
  await page.getByLabel('Исключение 2: дней').press('Alt+ArrowUp')
  await expect(page.getByLabel('Исключение 1: категория')).toHaveValue('Платья')
  await expect(page.getByLabel('Исключение 1: дней')).toBeFocused()
  await page.getByRole('button', { name: 'Удалить исключение 1' }).press('Enter')
  await expect(page.getByLabel('Исключение 1: категория')).toHaveValue('Обувь')
  await page.getByRole('status').getByRole('button', { name: 'Вернуть' }).click()
  await expect(page.getByLabel('Исключение 1: категория')).toHaveValue('Платья')
  await expect(page.getByLabel('Исключение 2: категория')).toHaveValue('Обувь')

  await page.getByLabel('Исключение 1: категория').selectOption('Обувь')
  await expect(page.getByText(/Это исключение никогда не сработает.*\(1\)/)).toBeVisible()
  await page.getByLabel('Исключение 1: категория').selectOption('Платья')

  // Only the server knows every article.
  await page.getByRole('button', { name: 'Добавить товар или категорию' }).click()
  await page.getByLabel('Строка 1: категория или артикул').selectOption('Артикул')
  await page.getByLabel('Строка 1: артикул', { exact: true }).fill('PL-999')
  await save(page)
  const sku = page.getByLabel('Строка 1: артикул', { exact: true })
  await expect(sku).toHaveAccessibleDescription(/Такого артикула/)
  await expect(sku).toBeFocused()
  await sku.fill('PL-2')
  await save(page)
  await expect(saved(page)).toBeVisible()

  await page.getByRole('button', { name: 'Удалить черновик' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить черновик' }).click()
  await expect(page).toHaveURL(new RegExp(`/${shop.slug}/policy$`))
  const [left] = await asOwner(
    (owner) => owner`
      select count(*)::int as drafts from policy_versions v join merchants m on m.id = v.merchant_id
      where m.slug = ${shop.slug}`,
  )
  expect(left).toEqual({ drafts: 0 })
})

test('who may not change the terms is told who may', async ({ page, request }) => {
  const shop = await newShop(request)
  await signInWith(page, shop.staff)
  await page.goto(`/${shop.slug}/policy/draft`)
  await expect(page.getByText('руководитель, администратор')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Посмотреть сроки возврата' })).toBeVisible()
})
