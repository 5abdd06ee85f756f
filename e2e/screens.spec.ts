import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { screens } from './screens'
import { knownNames, prepareScreens, type Facts } from './screens-data'
import { settled, visit } from './visit'

const folder = path.resolve('screenshots')
const sizes = [
  { width: 1440, height: 900 },
  { width: 375, height: 812 },
] as const
const tablet = { width: 768, height: 1024 }
const themes = ['light', 'dark'] as const

// Every picture is taken anyway, and a recording costs more than the whole look.
test.use({ trace: 'off', screenshot: 'off', reducedMotion: 'reduce' })

// Four looks or five and a second language each; a busy machine takes its time over whole lists.
test.describe.configure({ timeout: 180_000 })

let facts: Facts
test.beforeAll(async ({ browser, stateOf }) => {
  test.setTimeout(120_000)
  mkdirSync(folder, { recursive: true })
  facts = await prepareScreens(browser, stateOf)
})

for (const screen of screens) {
  test(`${screen.name}: looked at`, async ({ page, context, baseURL, watched }) => {
    const shown = sizes.filter(({ width }) => (screen.only ?? width) === width)
    const { status = 200 } = screen
    const show = async (size: (typeof sizes)[number]) => {
      await page.setViewportSize(size)
      const answer = await visit(page, screen.path(facts))
      expect(answer?.status()).toBe(status)
      await settled(page)
      await screen.open?.(page, facts)
    }
    const state = await facts.stateOf(screen.viewer ?? 'manager')
    if (state) await context.addCookies(state.cookies)

    for (const size of shown) {
      // What hangs on a button has found its place when it was opened.
      const hangs = await page.locator('[popover]:popover-open').count()
      if (size === shown[0] || hangs > 0) await show(size)
      else await page.setViewportSize(size)
      for (const theme of themes) {
        await page.evaluate(putOn, theme)
        await settled(page)
        const file = `${screen.name.replaceAll(/[^a-z]+/g, '-')}-${size.width}-${theme}.png`
        // What lies over the page covers no more of it than the window shows.
        const over = await page.locator('dialog[open], [popover]:popover-open').count()
        await page.screenshot({ path: path.join(folder, file), fullPage: over === 0 })
        await expectHealthy(page, `${screen.name}, ${theme}, ${size.width} px`, theme)
      }
    }

    if (screen.tablet) {
      await page.setViewportSize(tablet)
      await page.evaluate(putOn, themes[0])
      await settled(page)
      await expectHealthy(page, `${screen.name}, ${tablet.width} px`, 'light')
    }

    // On a phone first, so that what leads to a screen is gone through at both widths.
    await context.addCookies([{ name: 'locale', value: 'en', url: baseURL ?? '' }])
    const words = new Set<string>()
    for (const size of shown.toReversed()) {
      if (size === shown.at(-1)) await show(size)
      else await page.setViewportSize(size)
      await settled(page)
      for (const text of await wordsOf(page)) words.add(text)
    }
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    const data = [...knownNames(), ...(screen.data ?? [])]
    const russian = [...words].filter((text) =>
      /[а-яё]/i.test(data.reduce((rest, name) => rest.replaceAll(name, ''), text)),
    )
    expect(russian, `${screen.name}: Russian words in the English interface`).toEqual([])

    // The browser itself reports a page that is not there.
    if (status >= 400) watched.complaints = watched.complaints.filter((text) => !text.includes(`${status}`))
  })
}

/** Changes the theme at once: hundreds of colours that fade, each step drawn anew, take most of a second. */
function putOn(theme: (typeof themes)[number]) {
  const still = new CSSStyleSheet()
  still.replaceSync('*, ::before, ::after { transition: none !important }')
  document.adoptedStyleSheets = [still]
  document.documentElement.dataset.theme = theme
}

async function expectHealthy(page: Page, where: string, theme: (typeof themes)[number]) {
  await expect(page.locator('h1:visible'), `${where}: one heading of the first level`).toHaveCount(1)
  const beyond = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect(beyond, `${where}: pixels that the page is too wide`).toBeLessThanOrEqual(0)
  const violations = await violationsOf(page, theme)
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.slice(0, 5).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  }))
  expect(found, `${where}: accessibility`).toEqual([])
}

/**
 * What axe finds wrong. By default the builder opens a blank page for each look, tells all that passed, and sends its
 * half megabyte of script twice: most of the time a look took. There is no frame here that would need it.
 */
async function violationsOf(page: Page, theme: (typeof themes)[number]) {
  const there = await page.evaluate(() => 'axe' in window)
  const axe = new AxeBuilder({ page, ...(there && { axeSource: 'void axe' }) }).setLegacyMode()
  // Themes differ in nothing but colours.
  const rules = theme === 'light' ? {} : { runOnly: ['color-contrast'] }
  const { violations } = await axe.options({ resultTypes: ['violations'], ...rules }).analyze()
  return violations
}

/** The words of the interface: of navigation, headings, buttons, columns and fields, not of the data in tables. */
function wordsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const chrome =
      'nav a, h1, h2, h3, button, th, label, legend, summary, dt, header p, [role=tab], [role=status], [role=alert]'
    const seen = [...document.querySelectorAll<HTMLElement>(chrome)]
      .filter((element) => element.checkVisibility() && !element.closest('[lang="ru"], td, [role=option]'))
      // The initials and the name of who is signed in.
      .filter((element) => !element.innerText.includes('User menu'))
      .flatMap((element) => [element.innerText, element.ariaLabel ?? '', element.title])
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(
      ({ placeholder }) => placeholder,
    )
    return [...new Set([document.title, ...seen, ...fields])]
  })
}
