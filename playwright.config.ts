import { defineConfig } from '@playwright/test'
import { browserFlags, browserPath } from './e2e/browser'
import { demoUrl } from './e2e/facts'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // Run at once, each by a Playwright of its own, which empties its folder when it begins.
  projects: [
    { name: 'journeys', testIgnore: '**/screens.spec.ts', outputDir: 'test-results/journeys' },
    { name: 'screens', testMatch: '**/screens.spec.ts', outputDir: 'test-results/screens' },
  ],
  // One at a time: the journeys share one set of shops, and with the screens beside them there are two browsers.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // Limits of what is awaited, for a machine that is slow or busy; nothing waits that long on any other.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: demoUrl(),
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: await browserPath(), args: browserFlags, chromiumSandbox: false },
    screenshot: 'only-on-failure',
    // A recording costs a tenth of the run: `--trace on` for the one that needs it.
    trace: 'off',
  },
})
