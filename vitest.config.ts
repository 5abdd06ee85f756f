import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const shared = {
  resolve: {
    alias: {
      '@': root,
      'server-only': fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url)),
    },
  },
}

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'rules',
          include: ['{lib,db,components,scripts}/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', 'node_modules/**'],
          // Properties take their time on a slow machine.
          testTimeout: 30_000,
          maxWorkers: 2,
          // Pure, so that nothing one file does is seen by the next; a worker a file costs more than many of them.
          isolate: false,
        },
      },
      {
        ...shared,
        test: {
          name: 'db',
          include: ['{lib,db,app}/**/*.db.test.ts'],
          globalSetup: ['db/testing/global-setup.ts'],
          setupFiles: ['db/testing/environment.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
