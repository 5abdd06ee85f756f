import { defineConfig } from '@playwright/test'
import { browserFlags, browserPath } from './e2e/browser'
import { demoUrl } from './e2e/facts'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  projects: [
    // One at a time: the journeys share one server and one set of shops.
    { name: 'journeys', testIgnore: '**/screens.spec.ts', workers: 1 },
    // One at a time, too: of two browsers beside the server on two processors one was once seen to stand still for minutes.
    { name: 'screens', testMatch: '**/screens.spec.ts', workers: 1 },
  ],
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
    trace: 'retain-on-failure',
  },
})
