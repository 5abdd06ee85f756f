import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { Page } from '@playwright/test'
import { insertMerchant } from '@/db/seed/merchant'
import { newId } from '@/lib/ids'
import { lawOnlyTerms, type PolicyTerms, type WindowException } from '@/lib/policies/schemas'
import { asOwner, expect, signedIn, test } from './fixtures'
import { signInWith } from './sign-in'

type Login = { email: string; password: string }
type Shop = { id: string; slug: string; author: string; manager: Login; admin: Login; staff: Login }

/** A shop of its own: versions of another one would judge the returns of other journeys. */
async function newShop(): Promise<Shop> {
  const slug = `versions-${randomUUID().slice(0, 8)}`
  const password = 'versii-pravil-7'
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const login = (role: string) => ({ email: `${role}@${slug}.test`, password })
  const member = (role: 'manager' | 'admin' | 'staff', name: string) => ({
    role,
    email: login(role).email,
    name,
    passwordHash,
  })
  const { merchant, members } = await asOwner((owner) =>
    insertMerchant(owner, {
      slug,
      name: 'Примерочная',
      timeZone: 'Europe/Moscow',
      currency: 'RUB',
      members: [
        member('manager', 'Ветрова Анна'),
        member('admin', 'Лесной Игорь'),
        member('staff', 'Полев Олег'),
      ],
    }),
  )
  const author = members.find(({ role }) => role === 'admin')?.id ?? ''
  const logins = { manager: login('manager'), admin: login('admin'), staff: login('staff') }
  return { id: merchant.id, slug, author, ...logins }
}

type Published = { number: number; terms: PolicyTerms; inDays: number; note?: string }

/** Puts versions where publishing would have put them, on other days than today too. */
async function publish(shop: Shop, versions: readonly Published[]) {
  await asOwner(async (owner) => {
    for (const { number, terms, inDays, note = null } of versions) {
      const at = new Date(Date.now() + inDays * 86_400_000)
      const published = new Date(Math.min(at.getTime(), Date.now()) - 86_400_000)
      await owner`
        insert into policy_versions (merchant_id, id, number, revision, terms, note, created_by, created_at, updated_by,
          updated_at, published_by, published_at, effective_from, effective_at)
        values (${shop.id}, ${newId()}, ${number}, 1, ${owner.json(terms)}, ${note}, ${shop.author}, ${published},
          ${shop.author}, ${published}, ${shop.author}, ${published}, ${at.toISOString().slice(0, 10)},
          ${`${at.toISOString().slice(0, 10)}T00:00:00+03:00`})`
    }
  })
}

const dear: WindowException = {
  category: null,
  priceFrom: 500_000,
  priceTo: null,
  channel: null,
  reason: null,
  days: 30,
}
const first: PolicyTerms = { ...lawOnlyTerms, days: 14, autoApprove: { upTo: 300_000 } }
const second: PolicyTerms = { ...first, days: 21, exceptions: [dear] }
const third: PolicyTerms = { ...second, outside: 'decline', exceptions: [{ ...dear, days: 45 }] }
const history: Published[] = [
  { number: 1, terms: first, inDays: -200 },
  { number: 2, terms: second, inDays: -40, note: 'Дороже — дольше' },
  { number: 3, terms: third, inDays: 20, note: 'К праздникам' },
]

const main = (page: Page) => page.getByRole('main')
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const part = (page: Page, name: string) => main(page).getByRole('region', { name })

test('before any version the law is told, and whoever may is offered to write rules', async ({ page }) => {
  const shop = await newShop()
  await signInWith(page, shop.manager)
  await page.goto(`/${shop.slug}`)
  await expect(heading(page, 'Обзор')).toBeVisible()
  await expect(async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await expect(heading(page, 'Сроки возврата')).toBeVisible({ timeout: 1000 })
  }).toPass()
  await expect(page).toHaveURL(`/${shop.slug}/policy`)
  await expect(main(page).getByText('Своих правил нет, действует закон')).toBeVisible()
  await expect(part(page, 'Как возвраты решаются сейчас')).toContainText('Обычно — 7 дней со дня вручения.')
  await expect(main(page).getByText('П. 4 ст. 26.1 Закона о защите прав потребителей').first()).toBeVisible()
  await main(page).getByRole('link', { name: 'Составить свои правила' }).click()
  await expect(page).toHaveURL(`/${shop.slug}/policy/draft`)
})

test('versions are read, compared with any other, and an earlier one is put into the draft', async ({
  page,
}) => {
  const shop = await newShop()
  await publish(shop, history)
  await signInWith(page, shop.manager)
  await page.goto(`/${shop.slug}/policy`)

  const inForce = part(page, 'Версия 2')
  await expect(inForce).toContainText('действует')
  await expect(inForce).toContainText('Лесной Игорь')
  await expect(inForce).toContainText('Дороже — дольше')
  await expect(inForce).toContainText('Обычно — 21 день со дня вручения.')
  await expect(inForce.getByRole('listitem')).toHaveText(/Любой товар от 5.000.₽.*30.дней/)
  await expect(main(page).getByText(/^Версия 3 вступит в силу /)).toBeVisible()

  const rows = part(page, 'Версии правил возврата').getByRole('row')
  await expect(rows).toHaveCount(4)
  await expect(rows.nth(1)).toContainText(/Версия 3.*К праздникам.*вступит/)
  await expect(rows.nth(2)).toContainText(/Версия 2.*действует/)
  await expect(rows.nth(3)).toContainText(/Версия 1.*прежняя/)
  await rows.nth(1).getByRole('link', { name: 'Версия 3' }).click()

  await expect(heading(page, 'Версия 3')).toBeVisible()
  const diff = part(page, 'Отличия')
  await expect(diff).toContainText('версия 2 → версия 3: 2 отличия')
  await expect(diff.getByRole('deletion')).toHaveText([/30.дней/, /поддержка с пометкой/])
  await expect(diff.getByRole('insertion')).toHaveText([/45.дней/, /отклоняется сам/])

  await diff.getByRole('combobox', { name: 'Сравнить' }).selectOption('с законом без правил')
  await expect(page).toHaveURL(/\?with=law$/)
  await expect(diff).toContainText('закон → версия 3: 4 отличия')
  await page.reload()
  await expect(diff).toContainText('закон → версия 3: 4 отличия')
  await page.goBack()
  await expect(diff).toContainText('версия 2 → версия 3')

  await page.goto(`/${shop.slug}/policy/versions/1`)
  await expect(heading(page, 'Версия 1')).toBeVisible()
  const dialog = page.getByRole('dialog')
  await openDialog(page)
  await dialog.getByRole('button', { name: 'Положить в черновик' }).click()
  await expect(page).toHaveURL(`/${shop.slug}/policy/draft`)

  await page.goto(`/${shop.slug}/policy`)
  const draft = part(page, 'Черновик')
  await expect(draft).toContainText('Ветрова Анна')
  await draft.getByText('2 отличия от версии 2').click()
  await expect(draft.getByRole('deletion')).toHaveText([/21.день/, /Любой товар от 5.000.₽ — 30.дней/])
  await expect(draft.getByRole('insertion')).toHaveText([/14.дней/])
  await page.goto(`/${shop.slug}/policy/versions/2?with=draft`)
  await expect(part(page, 'Отличия')).toContainText('версия 2 → черновик: 2 отличия')
})

async function openDialog(page: Page) {
  await expect(async () => {
    await page.getByRole('button', { name: 'Вернуться к этой версии' }).click()
    await expect(page.getByRole('dialog')).toBeVisible({ timeout: 1000 })
  }).toPass()
}

test('a draft that was saved meanwhile is not replaced before that was told', async ({ page, browser }) => {
  const shop = await newShop()
  await publish(shop, history)
  await signInWith(page, shop.manager)
  await page.goto(`/${shop.slug}/policy/versions/1`)
  const dialog = page.getByRole('dialog')
  await openDialog(page)

  const other = await browser.newPage({ storageState: await signedIn(browser, shop.admin) })
  await other.goto(`/${shop.slug}/policy/versions/3`)
  await openDialog(other)
  await other.getByRole('dialog').getByRole('button', { name: 'Положить в черновик' }).click()
  await expect(other).toHaveURL(`/${shop.slug}/policy/draft`)
  await other.close()

  await dialog.getByRole('button', { name: 'Положить в черновик' }).click()
  await expect(dialog.getByRole('alert')).toContainText(/Черновик тем временем сохранили: .*Лесной Игорь/)
  await dialog.getByRole('button', { name: 'Заменить черновик' }).click()
  await expect(page).toHaveURL(`/${shop.slug}/policy/draft`)
  await page.goto(`/${shop.slug}/policy/versions/1?with=draft`)
  await expect(part(page, 'Отличия')).toContainText('версия 1 → черновик: отличий нет')
})

test('a version that names what the shop has no more is refused by name', async ({ page }) => {
  const shop = await newShop()
  const gone: PolicyTerms = { ...second, exceptions: [{ ...dear, category: 'Патефоны' }] }
  await publish(shop, [{ number: 1, terms: gone, inDays: -90 }, ...history.slice(1)])
  await signInWith(page, shop.manager)
  await page.goto(`/${shop.slug}/policy/versions/1`)
  await openDialog(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Положить в черновик' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Категории «Патефоны» в магазине больше нет')
  await page.goto(`/${shop.slug}/policy`)
  await expect(part(page, 'Версия 2')).toBeVisible()
  await expect(part(page, 'Черновик')).toHaveCount(0)
})

test('who may not change the rules reads them; a number that never was is not there', async ({
  page,
  watched,
}) => {
  const shop = await newShop()
  await publish(shop, history)
  await signInWith(page, shop.staff)
  await page.goto(`/${shop.slug}/policy`)
  await expect(part(page, 'Версия 2')).toContainText('Обычно — 21 день')
  await expect(main(page).getByRole('link', { name: 'Изменить правила' })).toHaveCount(0)
  await page.goto(`/${shop.slug}/policy/versions/1`)
  await expect(part(page, 'Правила целиком')).toContainText('Обычно — 14 дней')
  await expect(page.getByRole('button', { name: 'Вернуться к этой версии' })).toHaveCount(0)

  for (const number of ['4', '0', 'x', '99999999999']) {
    const answer = await page.goto(`/${shop.slug}/policy/versions/${number}`)
    expect(answer?.status(), number).toBe(404)
  }
  // The browser itself reports a page that is not there.
  watched.complaints = watched.complaints.filter((text) => !text.includes('404'))
})
