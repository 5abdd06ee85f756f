import { type Page } from '@playwright/test'
import { expect } from './fixtures'
import type { Screen } from './screens'
import { awake } from './visit'

const main = (page: Page) => page.getByRole('main')
const press = (page: Page, name: RegExp) => main(page).getByRole('button', { name }).first().click()
const dialogOpened = (page: Page) => expect(page.locator('dialog[open]')).toBeVisible()
const ask = (name: RegExp) => async (page: Page) => {
  await press(page, name)
  await dialogOpened(page)
}

/** Refused parcels, the rules that send them, places, and what the shop's systems are told. */
export const refusalScreens: readonly Screen[] = [
  { name: 'refusals', path: ({ slug }) => `/${slug}/refusals`, tablet: true },
  { name: 'refusals to deliver again', path: ({ slug }) => `/${slug}/refusals?tab=redelivery` },
  { name: 'refusals whose storage ends', path: ({ slug }) => `/${slug}/refusals?tab=storage` },
  { name: 'refusals on their way', path: ({ slug }) => `/${slug}/refusals?tab=moving` },
  { name: 'refusals that arrived', path: ({ slug }) => `/${slug}/refusals?tab=arrived` },
  {
    name: 'refusals narrowed',
    path: ({ slug }) => `/${slug}/refusals?tab=all&reason=changed_mind,damaged&from=2020-01-01`,
  },
  { name: 'refusals not found', path: ({ slug }) => `/${slug}/refusals?tab=all&to=2020-01-01` },
  {
    name: 'filter of refusals',
    path: ({ slug }) => `/${slug}/refusals?tab=all`,
    open: async (page) => {
      await press(page, /^(Фильтр|Filter)/)
      await expect(page.getByRole('dialog').getByRole('checkbox').first()).toBeVisible()
    },
  },
  {
    name: 'refusals with a panel',
    path: ({ slug, refusals }) => `/${slug}/refusals?tab=all&peek=${refusals.disputed}`,
  },
  { name: 'refusals in dispute', path: ({ slug }) => `/${slug}/refusals?tab=disputed` },
  { name: 'all refusals', path: ({ slug }) => `/${slug}/refusals?tab=all` },
  {
    name: 'refusals chosen',
    path: ({ slug }) => `/${slug}/refusals`,
    open: async (page) => {
      const boxes = main(page).getByRole('table').getByRole('checkbox')
      await boxes.nth(1).check()
      await boxes.nth(2).check()
      await press(page, /^(Отправить выбранные|Send)/)
      await dialogOpened(page)
    },
  },
  {
    name: 'refusals of an empty shop',
    viewer: 'newcomer',
    path: ({ emptySlug }) => `/${emptySlug}/refusals`,
  },
  {
    name: 'refusal without a route',
    path: ({ slug, refusals }) => `/${slug}/returns/${refusals.needsRoute}`,
  },
  {
    name: 'why this route',
    path: ({ slug, refusals }) => `/${slug}/returns/${refusals.moving}`,
    open: async (page) => {
      await main(page)
        .getByText(/^(Почему сюда\?|Why here\?)$/)
        .first()
        .click()
      await expect(main(page).locator('details[open]').first()).toBeVisible()
    },
  },
  {
    name: 'disputed refusal',
    path: ({ slug, refusals }) => `/${slug}/returns/${refusals.disputed}`,
    tablet: true,
  },
  {
    name: 'what the customer says of a refusal',
    path: ({ slug, refusals }) => `/${slug}/returns/${refusals.moving}`,
    open: ask(/^(Покупатель говорит иное|Customer says otherwise)/),
  },
  {
    name: 'dispute to settle',
    path: ({ slug, refusals }) => `/${slug}/returns/${refusals.disputed}`,
    open: ask(/^(Разобрать спор|Settle the dispute)/),
  },
  {
    name: 'refusal confirmed otherwise',
    path: ({ slug, refusals }) => `/${slug}/returns/${refusals.otherwise}`,
  },
  {
    name: 'refusal sent elsewhere',
    path: ({ slug, refusals }) => `/${slug}/returns/${refusals.needsRoute}`,
    open: ask(/^(Указать маршрут|Choose a route|Изменить маршрут|Change the route)/),
  },
  {
    name: 'redelivery to agree',
    path: ({ slug, refusals }) => `/${slug}/returns/${refusals.redelivery}`,
    open: async (page) => {
      await ask(/^(Назначить повторную доставку|Schedule)/)(page)
      await expect(page.getByRole('radio').first()).toBeAttached()
    },
  },

  { name: 'routing rules', path: ({ slug }) => `/${slug}/routing`, tablet: true },
  { name: 'routing rules seen by staff', viewer: 'staff', path: ({ slug }) => `/${slug}/routing` },
  {
    name: 'routing rules of an empty shop',
    viewer: 'newcomer',
    path: ({ emptySlug }) => `/${emptySlug}/routing`,
  },
  {
    name: 'routing rules that are to change',
    viewer: 'neighbour',
    path: ({ neighbour }) => `/${neighbour.slug}/routing`,
  },
  { name: 'version of routing rules', path: ({ slug }) => `/${slug}/routing/versions/2` },
  {
    name: 'version of routing rules and the draft',
    path: ({ slug }) => `/${slug}/routing/versions/1?with=draft`,
  },
  {
    name: 'going back to a version of routing rules',
    path: ({ slug }) => `/${slug}/routing/versions/1`,
    open: ask(/^(Вернуть эту версию|Bring this version back)/),
  },
  { name: 'draft of routing rules', path: ({ slug }) => `/${slug}/routing/draft`, tablet: true },
  {
    name: 'draft of routing rules with findings',
    viewer: 'neighbour',
    path: ({ neighbour }) => `/${neighbour.slug}/routing/draft`,
    open: (page) =>
      expect(
        main(page)
          .getByText(/закрыта\. Выберите|is closed\. Choose/)
          .first(),
      ).toBeVisible(),
  },
  {
    name: 'publishing routing rules',
    path: ({ slug }) => `/${slug}/routing/draft`,
    open: ask(/^(Опубликовать|Publish)/),
  },
  {
    name: 'routing rules that cannot be published',
    viewer: 'neighbour',
    path: ({ neighbour }) => `/${neighbour.slug}/routing/draft`,
    open: ask(/^(Опубликовать|Publish)/),
  },
  {
    name: 'rule being edited',
    path: ({ slug }) => `/${slug}/routing/draft`,
    open: async (page) => {
      await main(page)
        .getByRole('button', { name: /^(Изменить правило 4|Edit rule 4)/ })
        .click()
      await expect(main(page).getByRole('textbox').first()).toBeVisible()
    },
  },
  {
    name: 'draft of routing rules of an empty shop',
    viewer: 'newcomer',
    path: ({ emptySlug }) => `/${emptySlug}/routing/draft`,
  },
  {
    name: 'routing replay',
    path: ({ slug }) => `/${slug}/routing/draft`,
    open: async (page) => {
      await main(page).getByRole('radio', { name: /^365/ }).check()
      await press(page, /^(Проверить на прошлых отказах|Check on past refusals)$/)
      await expect(page).toHaveURL(/\/routing\/replays\/[0-9a-f-]{36}$/)
      await expect(main(page).getByRole('table').first()).toBeAttached({ timeout: 60_000 })
      await main(page)
        .getByRole('group', { name: /^(Потоки посылок|Flows of parcels)/ })
        .getByRole('link')
        .first()
        .press('Enter')
      await expect(page).toHaveURL(/from=/)
      await awake(page)
    },
  },
  {
    name: 'routing replay that runs',
    viewer: 'neighbour',
    path: ({ neighbour }) => `/${neighbour.slug}/routing/replays/${neighbour.running}`,
  },
  {
    name: 'routing replay that failed',
    viewer: 'neighbour',
    path: ({ neighbour }) => `/${neighbour.slug}/routing/replays/${neighbour.failed}`,
  },
  {
    name: 'routing replays',
    viewer: 'neighbour',
    path: ({ neighbour }) => `/${neighbour.slug}/routing/replays`,
  },

  { name: 'locations', path: ({ slug }) => `/${slug}/settings/locations`, tablet: true },
  {
    name: 'locations, one closed for good',
    viewer: 'neighbour',
    path: ({ neighbour }) => `/${neighbour.slug}/settings/locations`,
  },
  {
    name: 'prices of steps',
    path: ({ slug }) => `/${slug}/settings/locations`,
    open: ask(/^(Изменить цены|Change prices)/),
  },
  { name: 'locations seen by staff', viewer: 'staff', path: ({ slug }) => `/${slug}/settings/locations` },
  { name: 'location', path: ({ slug, refusals }) => `/${slug}/settings/locations/${refusals.location}` },
  {
    name: 'location to be closed for good',
    path: ({ slug, refusals }) => `/${slug}/settings/locations/${refusals.location}`,
    open: ask(/^(Закрыть насовсем|Close for good)/),
  },
  {
    name: 'location closed for good',
    viewer: 'neighbour',
    path: ({ neighbour }) => `/${neighbour.slug}/settings/locations/${neighbour.closed}`,
  },
  { name: 'new location', path: ({ slug }) => `/${slug}/settings/locations/new` },

  { name: 'webhooks', viewer: 'admin', path: ({ slug }) => `/${slug}/settings/webhooks` },
  { name: 'webhooks seen by a manager', path: ({ slug }) => `/${slug}/settings/webhooks` },
  { name: 'new webhook', viewer: 'admin', path: ({ slug }) => `/${slug}/settings/webhooks/new` },
  {
    name: 'log of a webhook',
    viewer: 'admin',
    path: ({ slug, refusals }) => `/${slug}/settings/webhooks/${refusals.endpoint}`,
    data: ['Учётная система'],
    tablet: true,
  },
  {
    name: 'webhook being changed',
    viewer: 'admin',
    path: ({ slug, refusals }) => `/${slug}/settings/webhooks/${refusals.endpoint}/edit`,
    data: ['Учётная система'],
  },
  {
    name: 'message of a webhook',
    viewer: 'admin',
    path: ({ slug, refusals }) =>
      `/${slug}/settings/webhooks/${refusals.endpoint}/messages/${refusals.message}`,
    data: ['Учётная система'],
  },
  {
    name: 'secret of a webhook',
    viewer: 'admin',
    path: ({ slug, refusals }) => `/${slug}/settings/webhooks/${refusals.endpoint}`,
    open: async (page) => {
      await ask(/^(Заменить ключ|Replace the secret)/)(page)
      await page
        .locator('dialog[open]')
        .getByRole('button', { name: /^(Заменить|Replace)$/ })
        .click()
      await expect(page.getByText(/^whsec_/)).toBeVisible()
    },
    data: ['Учётная система'],
  },
]
