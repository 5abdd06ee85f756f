import { z } from 'zod'

/** One test, or one file outside its tests, that failed. */
export type Failure = { where: string; why: string }

const vitestReport = z.object({
  testResults: z
    .array(
      z.object({
        name: z.string(),
        status: z.string(),
        message: z.string().default(''),
        assertionResults: z.array(
          z.object({
            status: z.string(),
            fullName: z.string(),
            failureMessages: z.array(z.string()).default([]),
          }),
        ),
      }),
    )
    .default([]),
})

/** What failed by a Vitest JSON report. */
export function failedInVitest(report: unknown): Failure[] {
  return vitestReport.parse(report).testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed')
    if (tests.length === 0) return status === 'failed' ? [{ where: name, why: plain(message) }] : []
    return tests.map((test) => ({
      where: `${name} › ${test.fullName}`,
      why: plain(test.failureMessages.join('\n')),
    }))
  })
}

const result = z.object({ errors: z.array(z.object({ message: z.string().default('') })).default([]) })
const spec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ results: z.array(result).default([]) })).default([]),
})
type Suite = { specs: z.infer<typeof spec>[]; suites: Suite[] }
const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(spec).default([]), suites: z.array(suite).default([]) }),
)
const playwrightReport = z.object({
  suites: z.array(suite).default([]),
  errors: z.array(z.object({ message: z.string().default('') })).default([]),
})

/** What failed by a Playwright JSON report. */
export function failedInPlaywright(report: unknown): Failure[] {
  const { suites, errors } = playwrightReport.parse(report)
  return [
    ...suites.flatMap(specsOf).flatMap(({ title, file, ok, tests }) => {
      if (ok) return []
      const said = tests.flatMap((test) => test.results.flatMap((one) => one.errors))
      return [{ where: `${file} › ${title}`, why: plain(said.map((one) => one.message).join('\n')) }]
    }),
    ...errors.map(({ message }) => ({ where: 'outside the tests', why: plain(message) })),
  ]
}

const specsOf = (one: Suite): Suite['specs'] => [...one.specs, ...one.suites.flatMap(specsOf)]

/** Without colours, and no longer than what says why. */
function plain(message: string): string {
  const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')
  const text = message.replace(colours, '').trim()
  return text.length > 3000 ? `${text.slice(0, 3000)} …` : text
}
