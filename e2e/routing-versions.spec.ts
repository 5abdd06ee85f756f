import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { Page } from '@playwright/test'
import { insertMerchant } from '@/db/seed/merchant'
import { newId } from '@/lib/ids'
import type { RouteActions, RoutingRule, RuleSetContent } from '@/lib/routing/schemas'
import { asOwner, expect, test } from './fixtures'
import { signInWith } from './sign-in'

type Login = { email: string; password: string }
type Shop = { id: string; slug: string; author: string; place: string; manager: Login; staff: Login }

/** A shop of its own: rules that are brought back here would send the refusals of other journeys elsewhere. */
async function newShop(): Promise<Shop> {
  const slug = `rule-versions-${randomUUID().slice(0, 8)}`
  const password = 'vernite-pravila-7'
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const login = (role: string) => ({ email: `${role}@${slug}.test`, password })
  const member = (role: 'manager' | 'staff', name: string) => ({
    role,
    email: login(role).email,
    name,
    passwordHash,
  })
  const { merchant, members, locationId } = await asOwner((owner) =>
    insertMerchant(owner, {
      slug,
      name: 'Дальний берег',
      timeZone: 'Europe/Moscow',
      currency: 'RUB',
      members: [member('manager', 'Ветрова Анна'), member('staff', 'Полев Олег')],
      locations: [{ code: 'main', kind: 'warehouse', name: 'Подольск', city: 'Подольск', isDefault: true }],
    }),
  )
  const author = members.find(({ role }) => role === 'manager')?.id ?? ''
  const logins = { manager: login('manager'), staff: login('staff') }
  return { id: merchant.id, slug, author, place: locationId, ...logins }
}

const ask: RouteActions = {
  to: { action: 'ask' },
  storageDays: null,
  sorting: false,
  repack: false,
  tellCustomer: false,
  tellOrderSystem: false,
  refund: false,
}
const defects: RoutingRule = {
  id: newId(),
  name: 'Брак',
  note: 'Смотрим всё, что сломалось',
  enabled: true,
  when: { match: 'all', of: [{ field: 'reason', op: 'in', values: ['defective'] }] },
  then: ask,
}
const dear: RoutingRule = {
  ...defects,
  id: newId(),
  name: 'Дорогое',
  note: '',
  enabled: false,
  when: { match: 'all', of: [{ field: 'parcelValue', op: 'between', from: 500_000, to: null }] },
}

/** Puts versions where publishing would have put them, on other days than today too. */
async function publish(shop: Shop, versions: { content: RuleSetContent; inDays: number; note: string }[]) {
  await asOwner(async (owner) => {
    for (const [index, { content, inDays, note }] of versions.entries()) {
      const at = new Date(Date.now() + inDays * 86_400_000)
      const published = new Date(Math.min(at.getTime(), Date.now() - 86_400_000))
      await owner`
        insert into rule_sets (merchant_id, id, number, revision, content, note, created_by, created_at, updated_by,
          updated_at, published_by, published_at, effective_at)
        values (${shop.id}, ${newId()}, ${index + 1}, ${index + 1}, ${owner.json(content)}, ${note}, ${shop.author},
          ${published}, ${shop.author}, ${published}, ${shop.author}, ${published}, ${at})`
    }
  })
}

const main = (page: Page) => page.getByRole('main')
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const part = (page: Page, name: string | RegExp) => main(page).getByRole('region', { name })

test('before any version it is told what rules are for, and whoever may is offered to write them', async ({
  page,
}) => {
  const shop = await newShop()
  await signInWith(page, shop.staff)
  await page.goto(`/${shop.slug}/routing`)
  await expect(main(page)).toContainText('Правил пока нет')
  await expect(main(page)).toContainText('Правила пишут руководитель и администратор')
  await signInWith(page, shop.manager)
  await page.goto(`/${shop.slug}/routing`)
  await expect(main(page).getByRole('link', { name: 'Написать правила' })).toHaveAttribute(
    'href',
    `/${shop.slug}/routing/draft`,
  )
})

test('rules in force are read, compared in words, and an earlier version is brought back', async ({
  page,
}) => {
  const shop = await newShop()
  const home: RouteActions = { ...ask, to: { action: 'deliver', locationId: shop.place } }
  await publish(shop, [
    { content: { rules: [defects], otherwise: ask }, inDays: -200, note: 'Первые' },
    { content: { rules: [dear, defects], otherwise: home }, inDays: -40, note: 'Дорогое отдельно' },
    { content: { rules: [], otherwise: home }, inDays: 20, note: 'К праздникам' },
  ])
  await signInWith(page, shop.manager)
  await page.goto(`/${shop.slug}/routing`)
  await expect(heading(page, 'Правила маршрутизации')).toBeVisible()

  const inForce = part(page, /^Версия 2/)
  const rules = inForce.getByRole('list').getByRole('listitem')
  await expect(rules).toContainText([
    'выключеноЕсли стоимость посылки от 5 000 ₽, то решает человек.',
    'Если причина — брак, то решает человек.Смотрим всё, что сломалось',
    'Во всех остальных случаях — на склад «Подольск».',
  ])
  await expect(main(page)).toContainText('Версия 3 вступит в силу')

  await part(page, 'Версии').getByRole('link', { name: 'Версия 1', exact: true }).click()
  await expect(heading(page, 'Версия 1')).toBeVisible()
  await expect(part(page, 'Отличия')).toContainText('Первая версия')
  await page.getByLabel('Сравнить').selectOption({ label: 'с версией 2 (действует)' })
  await expect(page).toHaveURL(`/${shop.slug}/routing/versions/1?with=2`)
  await expect(part(page, 'Отличия')).toContainText('версия 1 → версия 2: 2 отличия')
  await expect(part(page, 'Отличия')).toContainText('Правило 1. Дорогое')

  await page.getByRole('button', { name: 'Вернуть эту версию' }).click()
  const dialog = page.getByRole('dialog', { name: 'Вернуть версию 1?' })
  await expect(dialog).toContainText('Версия 3, намеченная на')
  await expect(dialog).toContainText('Правило 1. ДорогоеУбрано')
  await dialog.getByLabel('Заметка').fill('Праздники отменяются')
  await dialog.getByRole('button', { name: 'Опубликовать' }).click()
  await expect(page).toHaveURL(`/${shop.slug}/routing`)
  const back = part(page, /^Версия 4/)
  await expect(back).toContainText('Повторяет версию 1')
  await expect(back).toContainText('Праздники отменяются')
  await expect(part(page, 'Версии').getByRole('row', { name: /^Версия 3/ })).toContainText(
    'заменена до вступления',
  )
})

test('whoever may only read sees no step, and a version that is not there is not found', async ({ page }) => {
  const [shop, other] = [await newShop(), await newShop()]
  for (const one of [shop, other]) {
    await publish(one, [
      { content: { rules: [defects], otherwise: ask }, inDays: -9, note: 'Первые' },
      { content: { rules: [], otherwise: ask }, inDays: -2, note: 'Вторые' },
    ])
  }
  await signInWith(page, shop.staff)
  await page.goto(`/${shop.slug}/routing/versions/1`)
  await expect(heading(page, 'Версия 1')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Вернуть эту версию' })).toHaveCount(0)
  for (const path of [`${shop.slug}/routing/versions/7`, `${other.slug}/routing/versions/1`]) {
    expect((await page.request.get(`/${path}`)).status()).toBe(404)
  }
})
