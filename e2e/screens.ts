import { type Page } from '@playwright/test'
import { expect, fileOf } from './fixtures'
import type { Facts, Viewer } from './screens-data'
import { policyScreens } from './screens-policy'
import { refusalScreens } from './screens-refusals'

export type Screen = {
  name: string
  path: (facts: Facts) => string
  /** A manager of the first shop unless said. */
  viewer?: Viewer
  /** What the address answers with; 200 unless said. */
  status?: number
  /** Steps from the address to the screen: by place and role, so that they work in both languages. */
  open?: (page: Page, facts: Facts) => Promise<unknown>
  /** The widths at which there is such a screen; both unless said. */
  only?: 1440 | 375
  /** Looked at on a tablet as well. */
  tablet?: true
  /** Data of this screen's headings and buttons. */
  data?: readonly string[]
}

const dialog = (page: Page) => page.locator('dialog[open], [popover]:popover-open').first()
const press = (page: Page, name: RegExp) =>
  page.getByRole('main').getByRole('button', { name }).first().click()
/** Opens a dialog by a button of the card. */
const ask = (name: RegExp) => async (page: Page) => {
  await press(page, name)
  await expect(page.locator('dialog[open]')).toBeVisible()
}

const cards = [
  ['new', 'new'],
  ['with support', 'review'],
  ['to be picked up', 'needs_pickup'],
  ['pickup agreed', 'awaiting_pickup'],
  ['pickup in trouble', 'pickup_problem'],
  ['on its way', 'in_transit'],
  ['to be inspected', 'inspection'],
  ['to be refunded', 'refund'],
  ['closed', 'closed'],
  ['declined', 'declined'],
  ['lost', 'lost'],
] as const

const card = (facts: Facts, stage: string) => `/${facts.slug}/returns/${facts.caseIn(stage).number}`

export const screens: readonly Screen[] = [
  { name: 'sign-in', viewer: 'nobody', path: () => '/sign-in' },
  {
    name: 'sign-in refused',
    viewer: 'nobody',
    path: () => '/sign-in',
    open: async (page) => {
      await page.getByRole('textbox').first().fill(`nobody-${Date.now()}@shop.test`)
      await page.locator('input[type=password]').fill('wrong')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
    },
  },
  { name: 'shops', viewer: 'both', path: () => '/' },
  { name: 'no shop', viewer: 'guest', path: () => '/' },

  { name: 'overview', path: ({ slug }) => `/${slug}`, tablet: true },
  { name: 'overview of an empty shop', viewer: 'newcomer', path: ({ emptySlug }) => `/${emptySlug}` },
  {
    name: 'palette',
    path: ({ slug }) => `/${slug}`,
    open: async (page) => {
      await page.keyboard.press('Control+k')
      await page.locator('dialog[open] input').fill('206')
      await expect(page.getByRole('option').nth(4)).toBeVisible()
    },
  },
  {
    name: 'keys',
    path: ({ slug }) => `/${slug}`,
    open: async (page) => {
      await page.keyboard.press('Shift+Slash')
      await expect(dialog(page)).toBeVisible()
    },
  },
  {
    name: 'user menu',
    only: 1440,
    path: ({ slug }) => `/${slug}`,
    open: async (page) => {
      await page.getByRole('button', { name: /Меню пользователя|User menu/ }).click()
      await expect(dialog(page)).toBeVisible()
    },
  },
  {
    name: 'sidebar on a phone',
    only: 375,
    path: ({ slug }) => `/${slug}`,
    open: async (page) => {
      await page.getByRole('button', { name: /^(Ещё|More)$/ }).click()
      await expect(dialog(page)).toBeVisible()
    },
  },

  { name: 'returns', path: ({ slug }) => `/${slug}/returns`, tablet: true },
  {
    name: 'returns narrowed',
    path: ({ slug }) =>
      `/${slug}/returns?stage=inspection,refund,closed&kind=client_return&createdFrom=2020-01-01&sort=updated` +
      '&columns=stage,order,customer,goods,reason,amount,slot,location,kind,created,updated',
  },
  { name: 'returns with a panel', path: (facts) => `/${facts.slug}/returns?peek=${facts.fortyItems.number}` },
  { name: 'returns not found', path: ({ slug }) => `/${slug}/returns?q=zzzzzz` },
  {
    name: 'filter of returns',
    path: ({ slug }) => `/${slug}/returns`,
    open: async (page) => {
      await press(page, /^(Фильтр|Filter)/)
      await expect(page.getByRole('dialog').getByRole('checkbox').first()).toBeVisible()
    },
  },
  { name: 'returns that end soon', path: ({ slug }) => `/${slug}/returns?due=soon` },
  { name: 'returns of an empty shop', viewer: 'newcomer', path: ({ emptySlug }) => `/${emptySlug}/returns` },

  ...cards.map(([name, stage]): Screen => ({
    name: `return ${name}`,
    path: (facts) => card(facts, stage),
  })),
  {
    name: 'return of forty articles',
    path: ({ slug, fortyItems }) => `/${slug}/returns/${fortyItems.number}`,
  },
  { name: 'return with long names', path: ({ slug, longName }) => `/${slug}/returns/${longName.number}` },
  { name: 'return seen by staff', viewer: 'staff', path: (facts) => card(facts, 'review') },
  { name: 'decline dialog', path: (facts) => card(facts, 'review'), open: ask(/Отклонить|Decline/) },
  { name: 'note dialog', path: (facts) => card(facts, 'closed'), open: ask(/Добавить заметку|note/i) },
  {
    name: 'inspection dialog',
    path: (facts) => card(facts, 'inspection'),
    open: ask(/Записать проверку|inspection/i),
  },
  {
    name: 'reschedule dialog',
    path: (facts) => card(facts, 'awaiting_pickup'),
    open: async (page) => {
      await ask(/Перенести забор|Reschedule/)(page)
      await expect(page.getByRole('radio').first()).toBeAttached()
    },
  },
  {
    name: 'cancel dialog',
    path: (facts) => card(facts, 'awaiting_pickup'),
    open: ask(/Отменить забор|Cancel.* pickup/),
  },
  { name: 'no such return', status: 404, path: ({ slug }) => `/${slug}/returns/R-999999` },

  { name: 'new pickup', path: ({ slug }) => `/${slug}/pickups/new`, tablet: true },
  {
    name: 'new pickup, nothing found',
    path: ({ slug }) => `/${slug}/pickups/new`,
    open: async (page) => {
      await page.getByRole('main').getByRole('combobox').fill('zzzzzz')
      await expect(page.getByRole('main').getByRole('option')).toHaveCount(0)
    },
  },
  {
    name: 'new pickup of an order',
    path: ({ slug, severalReturns }) => `/${slug}/pickups/new?order=${encodeURIComponent(severalReturns)}`,
  },
  {
    name: 'new pickup, what is missing',
    path: ({ slug, fresh }) => `/${slug}/pickups/new?order=${encodeURIComponent(fresh)}`,
    open: async (page) => {
      await page.locator('main form button[type=submit]').click()
      await expect(page.locator('[aria-invalid=true], [data-wrong]').first()).toBeVisible()
    },
  },
  {
    name: 'new pickup of a return',
    path: (facts) => `/${facts.slug}/pickups/new?case=${facts.caseIn('needs_pickup').number}`,
  },
  {
    name: 'new pickup of an empty shop',
    viewer: 'newcomer',
    path: ({ emptySlug }) => `/${emptySlug}/pickups/new`,
  },

  ...policyScreens,
  ...refusalScreens,

  { name: 'orders', path: ({ slug }) => `/${slug}/orders`, tablet: true },
  { name: 'orders not found', path: ({ slug }) => `/${slug}/orders?q=zzzzzz` },
  { name: 'orders of an empty shop', viewer: 'newcomer', path: ({ emptySlug }) => `/${emptySlug}/orders` },
  {
    name: 'order',
    path: ({ slug, severalReturns }) => `/${slug}/orders/${encodeURIComponent(severalReturns)}`,
  },
  {
    name: 'order of forty articles',
    path: ({ slug, fortyItems }) => `/${slug}/orders/${fortyItems.order.number}`,
  },
  { name: 'no such order', status: 404, path: ({ slug }) => `/${slug}/orders/nothing` },

  { name: 'imports', path: ({ slug }) => `/${slug}/imports`, tablet: true },
  { name: 'imports of an empty shop', viewer: 'newcomer', path: ({ emptySlug }) => `/${emptySlug}/imports` },
  { name: 'imports seen by staff', viewer: 'staff', path: ({ slug }) => `/${slug}/imports` },
  {
    name: 'import refused',
    path: ({ slug }) => `/${slug}/imports`,
    open: async (page) => {
      await page.locator('#import-file').setInputFiles(fileOf('letter.csv', 'Good day!\nOrders attached.\n'))
      await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
    },
  },
  {
    name: 'import draft',
    path: ({ slug, imports }) => `/${slug}/imports/${imports.draft}`,
    data: ['заказы за ноябрь'],
  },
  {
    name: 'import in doubt',
    path: ({ slug, imports }) => `/${slug}/imports/${imports.doubtful}`,
    data: ['заказы со спорными датами', 'Столбец 3', 'Кружка'],
  },
  {
    name: 'import waiting',
    path: ({ slug, imports }) => `/${slug}/imports/${imports.waiting}`,
    data: ['очередь.csv'],
  },
  {
    name: 'import running',
    path: ({ slug, imports }) => `/${slug}/imports/${imports.running}`,
    data: ['заказы за год, самая длинная выгрузка из старой системы магазина'],
  },
  {
    name: 'import failed',
    path: ({ slug, imports }) => `/${slug}/imports/${imports.failed}`,
    data: ['повреждённая книга'],
  },
  {
    name: 'import done',
    path: ({ slug, imports }) => `/${slug}/imports/${imports.done}`,
    open: async (page) => {
      const start = page.getByRole('button', { name: /Начать импорт|Start import/ })
      const result = page.locator('#left-out')
      await expect(start.or(result)).toBeVisible()
      if (await start.isVisible()) await start.click()
      await expect(result).toBeVisible({ timeout: 60_000 })
    },
    data: ['готовые заказы'],
  },
  { name: 'no such import', status: 404, path: ({ slug }) => `/${slug}/imports/99999` },

  { name: 'carrier messages', path: ({ slug }) => `/${slug}/carrier-messages`, tablet: true },
  {
    name: 'word of a carrier given another meaning',
    viewer: 'neighbour',
    path: ({ neighbour }) => `/${neighbour.slug}/carrier-messages`,
    open: async (page) => {
      await press(page, /^(Изменить, что значит|Change what)/)
      await expect(page.getByRole('main').getByRole('button', { name: /^(Сохранить|Save)$/ })).toBeVisible()
    },
  },
  {
    name: 'carrier messages of an empty shop',
    viewer: 'newcomer',
    path: ({ emptySlug }) => `/${emptySlug}/carrier-messages`,
  },

  { name: 'nothing here', status: 404, path: ({ slug }) => `/${slug}/nothing` },
  { name: "another's shop", status: 404, path: ({ emptySlug }) => `/${emptySlug}/returns` },
]
