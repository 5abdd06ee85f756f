import { type Page } from '@playwright/test'
import { expect } from './fixtures'
import type { Screen } from './screens'

const main = (page: Page) => page.getByRole('main')
const button = (page: Page, name: RegExp) => main(page).getByRole('button', { name }).first()

/** Return windows: the policy, its versions and replays, verdicts and what runs out. */
export const policyScreens: readonly Screen[] = [
  { name: 'return windows', path: ({ slug }) => `/${slug}/policy` },
  { name: 'return windows seen by staff', viewer: 'staff', path: ({ slug }) => `/${slug}/policy` },
  {
    name: 'return windows of an empty shop',
    viewer: 'newcomer',
    path: ({ emptySlug }) => `/${emptySlug}/policy`,
  },
  {
    name: 'draft of return windows unfolded',
    path: ({ slug }) => `/${slug}/policy`,
    open: async (page) => {
      await page.getByRole('main').locator('summary').click()
      await expect(page.getByRole('main').getByRole('insertion').first()).toBeVisible()
    },
  },
  { name: 'version of return windows', path: ({ slug }) => `/${slug}/policy/versions/2` },
  {
    name: 'version of return windows and the draft',
    path: ({ slug }) => `/${slug}/policy/versions/1?with=draft`,
  },
  {
    name: 'going back to a version',
    path: ({ slug }) => `/${slug}/policy/versions/1`,
    open: async (page) => {
      await button(page, /Вернуться к этой версии|Go back to this version/).click()
      await expect(page.locator('dialog[open]')).toBeVisible()
    },
  },
  { name: 'no such version', status: 404, path: ({ slug }) => `/${slug}/policy/versions/999` },
  { name: 'policy draft', path: ({ slug }) => `/${slug}/policy/draft` },
  {
    name: 'policy draft of an empty shop',
    viewer: 'newcomer',
    path: ({ emptySlug }) => `/${emptySlug}/policy/draft`,
  },
  { name: 'policy draft seen by staff', viewer: 'staff', path: ({ slug }) => `/${slug}/policy/draft` },
  {
    name: 'policy draft against the law',
    path: ({ slug }) => `/${slug}/policy/draft`,
    open: async (page) => {
      await page.getByLabel(/^(Обычный срок, дней|Usual window, days)$/).fill('5')
      await expect(main(page).getByText(/26\.1/).first()).toBeVisible()
    },
  },
  {
    name: 'publish dialog',
    path: ({ slug }) => `/${slug}/policy/draft`,
    open: async (page) => {
      await button(page, /^(Опубликовать|Publish)/).click()
      await expect(page.locator('dialog[open] input[type=date]')).toBeVisible()
    },
  },
  {
    name: 'policy replay',
    path: ({ slug }) => `/${slug}/policy/draft`,
    open: async (page) => {
      await button(page, /^(Проверить на прошлых возвратах|Check on past returns)$/).click()
      await expect(page).toHaveURL(/\/policy\/replays\/[0-9a-f-]{36}$/)
      await expect(main(page).getByRole('table').first()).toBeVisible({ timeout: 60_000 })
    },
  },
  { name: 'return outside the window', path: ({ slug, outside }) => `/${slug}/returns/R-${outside}` },
  {
    name: 'verdict in full',
    path: ({ slug, outside }) => `/${slug}/returns/R-${outside}`,
    open: async (page) => {
      const why = main(page)
        .getByText(/^(Почему\?|Why\?)$/)
        .first()
      await why.click()
      await expect(main(page).getByText(/26\.1/).first()).toBeVisible()
    },
  },
  { name: 'returns outside the window', path: ({ slug }) => `/${slug}/returns?verdict=outside` },
  { name: 'deadlines', path: ({ slug }) => `/${slug}/deadlines` },
  {
    name: 'deadlines of an empty shop',
    viewer: 'newcomer',
    path: ({ emptySlug }) => `/${emptySlug}/deadlines`,
  },
]
