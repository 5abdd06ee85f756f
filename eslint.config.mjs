import coreWebVitals from 'eslint-config-next/core-web-vitals'
import typescript from 'eslint-config-next/typescript'

// The arrows of the architecture. An import is restricted by what it ends at, whether it is written with the alias
// or relative. A later block replaces the rule of an earlier one for the same file, so each block names all of its.
const up = String.raw`^(@/|(\.\./)+)`
const deny = (regex, message) => ({ regex, message })
const layer = (...names) => String.raw`(^\.|${up}lib/.*)/?.*\b(${names.join('|')})$`

const noScreens = deny(`${up}(app|components)/`, 'Nothing imports upwards: lib and db know no screens.')
const noNext = deny(
  String.raw`^next($|/|-auth|-intl/)`,
  'This layer runs without a request: keep next out of it.',
)
const noReact = deny(String.raw`^react($|/|-dom)`, 'This layer draws nothing.')
const noDb = deny(`${up}db(/|$)`, 'This layer does not reach the database.')
const noDriver = deny(
  String.raw`^(drizzle-orm|postgres|graphile-worker)($|/)`,
  'Only db, queries and commands speak SQL.',
)
const noIo = deny(
  String.raw`^(node:)?(fs|http|https|child_process|dns|timers)($|/)`,
  'Pure: no IO, no clock.',
)
const noEffects = deny(layer('queries', 'commands', 'actions', 'jobs'), 'Pure files know only pure files.')
const noCallers = deny(layer('actions', 'jobs'), 'Commands and queries do not know who calls them.')
const noCommands = deny(layer('commands'), 'A read does not write.')
const noJobs = deny(layer('jobs'), 'Only the worker runs jobs.')
const onlyActions = deny(layer('commands', 'jobs'), 'Components write through actions.')
const noDomains = deny(String.raw`${up}lib/(?!i18n/)[a-z-]+/`, 'A primitive has no domain.')
const noDrafted = deny(
  String.raw`(^(\.\./)+|${up}lib/)(policies|routing)(/|$)`,
  'What drafts share knows nothing of what is drafted.',
)
const noDomainEffects = deny(
  layer('queries', 'commands', 'actions', 'jobs'),
  'db knows only the pure files of a domain.',
)

const arrows = (files, patterns, ignores = []) => ({
  files,
  ignores: ['**/*.test.ts', '**/*.test.tsx', ...ignores],
  rules: { 'no-restricted-imports': ['error', { patterns }] },
})

const config = [
  {
    ignores: [
      '.next*/**',
      '.data/**',
      '.tmp/**',
      'next-env.d.ts',
      'screenshots/**',
      'test-results/**',
      'playwright-report/**',
    ],
  },
  ...coreWebVitals,
  ...typescript,
  {
    // Rules are not switched off from inside a file.
    linterOptions: { noInlineConfig: true },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSAsExpression > TSAsExpression[typeAnnotation.type="TSUnknownKeyword"]',
          message: 'as unknown as silences the types: parse or narrow instead.',
        },
        {
          selector: 'CallExpression[callee.property.name="unsafe"]',
          message: 'SQL is written as tagged templates, never from strings.',
        },
      ],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-nocheck': true, 'ts-expect-error': true, 'ts-check': false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // The one place that hands drizzle's finished SQL text to the driver.
    files: ['db/tenant.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  arrows(['lib/**/*.{ts,tsx}'], [noScreens]),
  arrows(
    ['lib/**/{machine,rules,schemas,search}.ts'],
    [noScreens, noNext, noReact, noDb, noDriver, noIo, noEffects],
  ),
  arrows(['lib/drafts/{keeping,reading,tables}.ts'], [noScreens, noNext, noReact, noCallers, noDrafted]),
  arrows(['lib/*/queries.ts'], [noScreens, noNext, noReact, noCommands, noCallers]),
  arrows(['lib/*/commands.ts'], [noScreens, noNext, noReact, noCallers]),
  arrows(['lib/*/actions.ts'], [noScreens, noDb, noDriver, noJobs]),
  arrows(['lib/*/jobs.ts'], [noScreens, noNext, noReact, deny(layer('actions'), 'A job is no form.')]),
  arrows(['app/**/*.{ts,tsx}'], [noDb, noDriver, noJobs]),
  arrows(
    ['components/**/*.{ts,tsx}'],
    [deny(`${up}app/`, 'Nothing imports upwards.'), noDb, noDriver, onlyActions],
  ),
  arrows(
    ['components/{ui,data-table,charts}/**/*.{ts,tsx}'],
    [deny(`${up}app/`, 'Nothing imports upwards.'), noDb, noDriver, noDomains],
  ),
  arrows(
    ['db/**/*.ts'],
    [noScreens, noNext, noReact, noDomainEffects],
    ['db/{seed,factories,testing/matrix}/**'],
  ),
  // What makes data may call the commands that make it.
  arrows(['db/{seed,factories,testing/matrix}/**/*.ts'], [noScreens, noNext, noReact]),
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'e2e/**/*.ts'],
    rules: {
      'max-lines': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name=/^(skip|only|todo|fixme)$/][callee.object.name=/^(it|test|describe)$/]',
          message: 'A test that is switched off proves nothing.',
        },
        {
          selector: 'CallExpression[callee.property.name="waitForTimeout"]',
          message: 'Await a condition, not time.',
        },
      ],
    },
  },
]

export default config
