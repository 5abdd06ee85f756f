import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { Page } from '@playwright/test'
import { insertMerchant } from '@/db/seed/merchant'
import { newId } from '@/lib/ids'
import type { Condition, RouteActions, RoutingRule } from '@/lib/routing/schemas'
import { asOwner, expect } from './fixtures'
import { visit } from './visit'

type Login = { email: string; password: string }
type Shop = { slug: string; manager: Login; admin: Login }

/** A shop of its own: what is published here would send the refusals of all the others elsewhere. */
export async function newShop(): Promise<Shop> {
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

/** Opens the editor once its check has spoken. */
export async function open(page: Page, { slug }: Shop) {
  await arrive(page, slug)
  // The check has come, and has looked.
  await expect(page.getByText('Ошибок и противоречий нет.')).toBeVisible()
}

/** Opens the editor. */
export async function arrive(page: Page, slug: string) {
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
export function ruleTo(locationId: string, name: string, attempts: Attempts[] = []): RoutingRule {
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
export async function store({ slug }: Shop, { rules, daysAgo, version }: Stored) {
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

export const row = (page: Page, place: number) =>
  page.getByRole('listitem', { name: `Правило ${place}`, exact: true })
export const sentence = (page: Page, place: number) =>
  page.getByRole('button', { name: new RegExp(`^Изменить правило ${place}:`) })
/** The text with whichever spaces keep its words together. */
export const said = (text: string) => new RegExp(text.replaceAll(' ', '\\s'))
export const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Черновик сохранён' })

/** Opens a list, looks for something in it and takes the first that is found, all from the keyboard. */
export async function pick(page: Page, button: string | RegExp, query: string) {
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
export async function addRule(page: Page, place: number, to: string, from?: string) {
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
