import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { Browser, Page } from '@playwright/test'
import { insertMerchant } from '@/db/seed/merchant'
import { addDays } from '@/lib/dates'
import { newId } from '@/lib/ids'
import { localDate } from '@/lib/time'
import { asOwner, expect, signedIn, test } from './fixtures'
import { signInWith } from './sign-in'

type Login = { email: string; password: string }
type Shop = { slug: string; manager: Login; staff: Login }

const zone = 'Europe/Moscow'

/** A shop of its own: what these journeys close would turn the parcels of all the others. */
async function newShop(): Promise<Shop> {
  const slug = `places-${randomUUID().slice(0, 8)}`
  const password = 'kuda-edet-7'
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const login = (role: string) => ({ email: `${role}@${slug}.test`, password })
  const member = (role: 'manager' | 'staff', name: string) => ({
    role,
    email: login(role).email,
    name,
    passwordHash,
  })
  await asOwner((owner) =>
    insertMerchant(owner, {
      slug,
      name: 'Полярный круг',
      timeZone: zone,
      currency: 'RUB',
      members: [member('manager', 'Ветрова Анна'), member('staff', 'Полев Олег')],
    }),
  )
  return { slug, manager: login('manager'), staff: login('staff') }
}

/** Rules that are in force and send everything to that place of the shop. */
async function sendEverythingTo(slug: string, code: string): Promise<void> {
  await asOwner(
    (owner) => owner`
      insert into rule_sets (merchant_id, id, number, revision, content, created_by, created_at, updated_by, updated_at,
        published_by, published_at, effective_at)
      select m.merchant_id, ${newId()}, 1, 1, jsonb_build_object('rules', '[]'::jsonb, 'otherwise', jsonb_build_object(
          'to', jsonb_build_object('action', 'deliver', 'locationId', l.id), 'storageDays', null, 'sorting', false,
          'repack', false, 'tellCustomer', false, 'tellOrderSystem', true, 'refund', false)),
        m.id, now(), m.id, now(), m.id, now(), now()
      from members m join merchants s on s.id = m.merchant_id
      join locations l on l.merchant_id = m.merchant_id and l.code = ${code}
      where s.slug = ${slug} and m.role = 'manager'`,
  )
}

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const save = (page: Page) => page.getByRole('button', { name: 'Сохранить', exact: true }).click()
const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

/** Fills a field until it stays: the page's own script may begin only now. */
async function fill(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByLabel(label, { exact: false }).first()
  await field.fill(value)
  await expect(field).toHaveValue(value)
}

async function openNew(page: Page, { slug }: Shop): Promise<void> {
  await page.goto(`/${slug}/settings/locations`)
  await page.getByRole('link', { name: 'Новая точка' }).click()
  await expect(title(page, 'Новая точка')).toBeVisible()
  // What the form answers says that its script is there.
  await expect(async () => {
    await page.getByRole('button', { name: 'пн–пт 9–18' }).click()
    await expect(page.getByLabel('Понедельник: открывается')).toHaveValue('09:00', { timeout: 1000 })
  }).toPass()
}

test('a place is made, priced, given days off and closed for good', async ({ page }) => {
  const shop = await newShop()
  await signInWith(page, shop.manager)
  await openNew(page, shop)
  await page.getByRole('button', { name: 'Добавить точку' }).click()
  await expect(page.getByText('Исправьте 3 поля')).toBeVisible()
  await expect(page.getByLabel('Название')).toBeFocused()

  await fill(page, 'Название', 'Склад «Подольск»')
  await fill(page, 'Код', 'main')
  await fill(page, 'Город', 'Подольск')
  await fill(page, 'Приём одной посылки', '120,50')
  await fill(page, 'Вмещает посылок', '200')
  await page.getByLabel('Суббота: открыто').check()
  await page.getByLabel('Суббота: закрывается').fill('15:00')
  await page.getByRole('button', { name: 'Добавить закрытие' }).click()
  const first = addDays(localDate(new Date(), zone), 40)
  await page.getByLabel('С', { exact: true }).fill(first)
  await fill(page, 'Почему', 'Инвентаризация')
  await page.getByRole('button', { name: 'Добавить точку' }).click()
  await expect(page.getByText('Этот код уже занят: Основной склад')).toBeVisible()

  await fill(page, 'Код', 'podolsk')
  await page.getByRole('button', { name: 'Добавить точку' }).click()
  await expect(page.getByText('Точка добавлена: Склад «Подольск»')).toBeVisible()
  const made = row(page, 'Склад «Подольск»')
  await expect(made).toContainText('пн–пт 9–18, сб 9–15')
  await expect(made).toContainText(/120,50\s₽/)
  await expect(made).toContainText('0 из 200')
  await expect(made).toContainText('Закроется')

  await made.getByRole('link', { name: /Возвраты в пути и на проверке/ }).click()
  await expect(page).toHaveURL(/\/returns\?.*location=/)
  await page.goBack()

  await sendEverythingTo(shop.slug, 'podolsk')
  await page.getByRole('link', { name: 'Склад «Подольск»', exact: true }).click()
  await expect(title(page, 'Склад «Подольск»')).toBeVisible()
  await page.getByRole('button', { name: 'Закрыть насовсем…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Версия 1, действует')
  await expect(dialog).toContainText('Во всех остальных случаях')
  await dialog.getByRole('button', { name: 'Закрыть насовсем' }).click()
  await expect(page.getByText('Точка закрыта: Склад «Подольск»')).toBeVisible()
  await page.getByRole('button', { name: 'Открыть снова' }).click()
  await expect(page.getByText('Точка снова открыта: Склад «Подольск»')).toBeVisible()

  await page.getByRole('button', { name: 'Сделать основной' }).click()
  await expect(page.getByText('Это основная точка')).toBeVisible()
  await fill(page, 'Название', 'Склад «Подольск-2»')
  await save(page)
  await expect(page.getByText('Точка сохранена: Склад «Подольск-2»')).toBeVisible()
})

test('prices of steps are kept', async ({ page }) => {
  const shop = await newShop()
  await signInWith(page, shop.manager)
  await page.goto(`/${shop.slug}/settings/locations`)
  await expect(page.getByText('Цены не указаны')).toBeVisible()
  const dialog = page.getByRole('dialog')
  await expect(async () => {
    await page.getByRole('button', { name: 'Изменить цены' }).click()
    await expect(dialog).toBeVisible({ timeout: 1000 })
  }).toPass()
  await dialog.getByLabel('Повторная доставка').fill('350')
  await dialog.getByLabel('Обычный срок хранения, дней').fill('100')
  await dialog.getByRole('button', { name: 'Сохранить' }).click()
  await expect(dialog.getByText('Целое число от 1 до 90')).toBeVisible()
  await dialog.getByLabel('Обычный срок хранения, дней').fill('5')
  await dialog.getByRole('button', { name: 'Сохранить' }).click()
  await expect(dialog).toBeHidden()
  const costs = page.getByRole('region', { name: 'Что сколько стоит' })
  await expect(costs).toContainText(/350\s₽/)
  await expect(costs).toContainText('5 дней')
  await expect(costs).toContainText('Ветрова Анна')
})

test('of two who change a place the second sees what the first wrote; what is typed survives a reload', async ({
  page,
  browser,
}) => {
  const shop = await newShop()
  await signInWith(page, shop.manager)
  const other = await openDefault(
    await browser.newPage({ storageState: await signedIn(browser, shop.manager) }),
    shop,
  )
  await openDefault(page, shop)
  await fill(other, 'Название', 'Склад первого')
  await save(other)
  await expect(other.getByText('Точка сохранена: Склад первого')).toBeVisible()

  await fill(page, 'Адрес', 'ул. Вторая, 2')
  await page.reload()
  await expect(page.getByText('Восстановили то, что вы не успели сохранить.')).toBeVisible()
  await expect(page.getByLabel('Адрес')).toHaveValue('ул. Вторая, 2')
  await save(page)
  await expect(page.getByText('Название теперь: Склад первого')).toBeVisible()
  await expect(page.getByText(/Пока вы правили, точку изменили: Ветрова Анна, /)).toBeVisible()
  await page.getByRole('button', { name: 'Взять сохранённое' }).click()
  await expect(page.getByLabel('Название')).toHaveValue('Склад первого')
  await fill(page, 'Адрес', 'ул. Вторая, 2')
  await save(page)
  await expect(page.getByText('Точка сохранена: Склад первого')).toBeVisible()
  await other.close()
})

async function openDefault(page: Page, { slug }: Shop): Promise<Page> {
  await page.goto(`/${slug}/settings/locations`)
  await page.getByRole('link', { name: 'Основной склад', exact: true }).click()
  await expect(title(page, 'Основной склад')).toBeVisible()
  await expect(async () => {
    await page.getByRole('button', { name: 'ежедневно 10–20' }).click()
    await expect(page.getByLabel('Воскресенье: открывается')).toHaveValue('10:00', { timeout: 1000 })
    await page.getByRole('button', { name: 'очистить' }).click()
    await expect(page.getByLabel('Воскресенье: открывается')).toBeHidden({ timeout: 1000 })
  }).toPass()
  return page
}

test('a place that never was is answered with 404', async ({ page, watched }) => {
  const shop = await newShop()
  await signInWith(page, shop.staff)
  for (const place of ['019ab000-0000-7000-8000-000000000000', 'x']) {
    const answer = await page.goto(`/${shop.slug}/settings/locations/${place}`)
    expect(answer?.status(), place).toBe(404)
    await expect(page.getByText('Такой точки нет')).toBeVisible()
  }
  // The browser itself reports a page that is not there.
  watched.complaints = watched.complaints.filter((text) => !text.includes('404'))
})

test('who may not manage places sees them and changes nothing', async ({ browser }) => {
  const shop = await newShop()
  const page = await readOnly(browser, shop)
  await page.goto(`/${shop.slug}/settings/locations`)
  await expect(page.getByRole('link', { name: 'Новая точка' })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Изменить цены' })).toBeHidden()
  await page.getByRole('link', { name: 'Основной склад', exact: true }).click()
  await expect(title(page, 'Основной склад')).toBeVisible()
  await expect(page.getByText('Менять точки могут руководитель и администратор.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Название' })).toBeHidden()
  await page.goto(`/${shop.slug}/settings/locations/new`)
  await expect(title(page, 'Заводить точки вам нельзя')).toBeVisible()
  await page.close()
})

async function readOnly(browser: Browser, shop: Shop): Promise<Page> {
  return browser.newPage({ storageState: await signedIn(browser, shop.staff) })
}
