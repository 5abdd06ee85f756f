import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint()

/** What the linter says of one import from one place, as the rules that went red. */
async function redRules(filePath: string, from: string): Promise<string[]> {
  const [result] = await eslint.lintText(`import { x } from '${from}'\n\nexport const y = x\n`, { filePath })
  return result?.messages.map(({ ruleId }) => ruleId ?? 'fatal') ?? []
}

const forbidden: [file: string, from: string][] = [
  ['lib/cases/machine.ts', '@/db/client'],
  ['lib/cases/machine.ts', '../../db/tenant'],
  ['lib/cases/rules.ts', './queries'],
  ['lib/cases/rules.ts', '@/lib/orders/commands'],
  ['lib/cases/rules.ts', '../orders/actions'],
  ['lib/cases/schemas.ts', 'next/headers'],
  ['lib/cases/schemas.ts', 'drizzle-orm'],
  ['lib/cases/search.ts', 'node:fs'],
  ['lib/cases/search.ts', 'fs/promises'],
  ['lib/cases/queries.ts', './commands'],
  ['lib/cases/queries.ts', 'next/cache'],
  ['lib/cases/queries.ts', '@/app/layout'],
  ['lib/cases/commands.ts', 'next/cache'],
  ['lib/cases/commands.ts', 'next'],
  ['lib/cases/commands.ts', './actions'],
  ['lib/cases/commands.ts', '@/lib/pickups/jobs'],
  ['lib/cases/actions.ts', '@/db/tenant'],
  ['lib/cases/actions.ts', 'drizzle-orm'],
  ['lib/cases/jobs.ts', 'next/cache'],
  ['lib/drafts/keeping.ts', '@/lib/routing/schemas'],
  ['lib/drafts/reading.ts', '../policies/queries'],
  ['lib/drafts/rules.ts', '@/db/tenant'],
  ['lib/money.ts', '@/components/ui/button'],
  ['lib/api/problem.ts', '../../app/layout'],
  ['app/[merchant]/returns/page.tsx', 'drizzle-orm'],
  ['app/[merchant]/returns/page.tsx', '@/db/schema'],
  ['app/api/v1/orders/route.ts', '@/db/tenant'],
  ['app/api/v1/orders/route.ts', 'postgres'],
  ['components/cases/list.tsx', '@/db/schema/cases'],
  ['components/cases/list.tsx', '@/app/layout'],
  ['components/cases/list.tsx', '@/lib/cases/commands'],
  ['components/ui/button.tsx', '@/lib/cases/machine'],
  ['db/tenant.ts', '@/lib/cases/commands'],
  ['db/tenant.ts', '@/components/ui/button'],
  ['db/schema/cases.ts', 'next/cache'],
  ['db/seed/demo.ts', '@/app/layout'],
]

const allowed: [file: string, from: string][] = [
  ['lib/cases/machine.ts', './stage'],
  ['lib/cases/rules.ts', '@/lib/money'],
  ['lib/cases/schemas.ts', 'zod'],
  ['lib/cases/queries.ts', '@/db/tenant'],
  ['lib/cases/queries.ts', 'drizzle-orm'],
  ['lib/cases/commands.ts', '@/db/schema'],
  ['lib/drafts/keeping.ts', '@/db/tenant'],
  ['lib/policies/commands.ts', '@/lib/drafts/keeping'],
  ['lib/cases/actions.ts', 'next/cache'],
  ['lib/cases/actions.ts', './commands'],
  ['lib/cases/jobs.ts', './commands'],
  ['app/[merchant]/returns/page.tsx', '@/lib/cases/queries'],
  ['app/api/v1/orders/route.ts', '@/lib/orders/commands'],
  ['components/cases/list.tsx', '@/lib/cases/queries'],
  ['components/cases/list.tsx', '@/lib/cases/actions'],
  ['components/ui/button.tsx', '@/lib/i18n/format'],
  ['db/schema/cases.ts', '@/lib/cases/machine'],
  ['db/seed/demo.ts', '@/lib/cases/commands'],
]

describe('the arrows of the architecture', () => {
  it.each(forbidden)('%s may not import %s', async (file, from) => {
    expect(await redRules(file, from)).toEqual(['no-restricted-imports'])
  })

  it.each(allowed)('%s may import %s', async (file, from) => {
    expect(await redRules(file, from)).toEqual([])
  })
})

describe('what silences a check', () => {
  const silencers: [code: string, rule: string][] = [
    ['export const x = JSON.parse("1") as unknown as string\n', 'no-restricted-syntax'],
    ['export const x = JSON.parse("1") as any\n', '@typescript-eslint/no-explicit-any'],
    ['// @ts-ignore\nexport const x: number = "1"\n', '@typescript-eslint/ban-ts-comment'],
    ['// @ts-expect-error\nexport const x: number = "1"\n', '@typescript-eslint/ban-ts-comment'],
    ['/* eslint-disable */\nexport const x = JSON.parse("1") as any\n', '@typescript-eslint/no-explicit-any'],
    ['export const x = (sql: Sql) => sql.unsafe("select 1")\n', 'no-restricted-syntax'],
    [`export const x = [${'1,\n'.repeat(301)}]\n`, 'max-lines'],
  ]
  it.each(silencers.map(([code, rule]) => [rule, code.slice(0, 50), code] as const))(
    '%s catches %j',
    async (rule, _, code) => {
      const [result] = await eslint.lintText(code, { filePath: 'lib/cases/rules.ts' })
      expect(result?.messages.map(({ ruleId }) => ruleId)).toContain(rule)
    },
  )

  it('tests are not switched off', async () => {
    const [result] = await eslint.lintText(`it.skip('later', () => {})\n`, {
      filePath: 'lib/cases/rules.test.ts',
    })
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain('no-restricted-syntax')
  })
})
