import { type Page } from '@playwright/test'
import { expect } from './fixtures'
import type { Screen } from './screens'

const main = (page: Page) => page.getByRole('main')
const press = (page: Page, name: RegExp) => main(page).getByRole('button', { name }).first().click()
const dialogOpened = (page: Page) => expect(page.locator('dialog[open]')).toBeVisible()
const ask = (name: RegExp) => async (page: Page) => {
  await press(page, name)
  await dialogOpened(page)
}

/** Refused parcels, the rules that send them, places, and what the shop's systems are told. */
export const refusalScreens: readonly Screen[] = [
  { name: 'refusals', path: ({ slug }) => `/${slug}/refusals` },
  { name: 'refusals to deliver again', path: ({ slug }) => `/${slug}/refusals?tab=redelivery` },
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
  { name: 'disputed refusal', path: ({ slug, refusals }) => `/${slug}/returns/${refusals.disputed}` },
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

  { name: 'routing rules', path: ({ slug }) => `/${slug}/routing` },
  { name: 'routing rules seen by staff', viewer: 'staff', path: ({ slug }) => `/${slug}/routing` },
  {
    name: 'routing rules of an empty shop',
    viewer: 'newcomer',
    path: ({ emptySlug }) => `/${emptySlug}/routing`,
  },
  { name: 'version of routing rules', path: ({ slug }) => `/${slug}/routing/versions/2` },
  {
    name: 'version of routing rules and the draft',
    path: ({ slug }) => `/${slug}/routing/versions/1?with=draft`,
  },
  { name: 'draft of routing rules', path: ({ slug }) => `/${slug}/routing/draft` },
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
    },
  },
  { name: 'routing replays', path: ({ slug }) => `/${slug}/routing/replays` },

  { name: 'locations', path: ({ slug }) => `/${slug}/settings/locations` },
  { name: 'locations seen by staff', viewer: 'staff', path: ({ slug }) => `/${slug}/settings/locations` },
  { name: 'location', path: ({ slug, refusals }) => `/${slug}/settings/locations/${refusals.location}` },
  { name: 'new location', path: ({ slug }) => `/${slug}/settings/locations/new` },

  { name: 'webhooks', viewer: 'admin', path: ({ slug }) => `/${slug}/settings/webhooks` },
  { name: 'new webhook', viewer: 'admin', path: ({ slug }) => `/${slug}/settings/webhooks/new` },
  {
    name: 'log of a webhook',
    viewer: 'admin',
    path: ({ slug, refusals }) => `/${slug}/settings/webhooks/${refusals.endpoint}`,
    data: ['Учётная система'],
  },
]
