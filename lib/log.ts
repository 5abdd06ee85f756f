import pino, { type DestinationStream, type Logger } from 'pino'

/**
 * The log: JSON lines on stdout. No personal data goes in; the keys below are a net under that rule, not a licence. Give ids
 * (`caseId`, `orderId`), never names, numbers people call or what they wrote.
 */

const personalOrSecret = new Set(
  [
    'name firstName lastName fullName customer recipient courier phone email',
    'address city line postalCode apartment comment note text q query body rawBody raw data',
    'password secret secrets token key apiKey cookie authorization signature',
  ].flatMap((keys) => keys.split(' ')),
)

/** What a driver puts into its messages: "Failed query: … params: Иванова,+7…" */
const parameters = /\n?\bparams?:[\s\S]*$/i

function withoutParameters(message: string): string {
  return message.replace(parameters, ' [parameters removed]')
}

function describeError(error: Error, depth: number): Record<string, unknown> {
  const facts = error as Error & Record<'code' | 'constraint_name' | 'table_name', unknown>
  return {
    type: error.name,
    message: withoutParameters(error.message),
    code: facts.code,
    constraint: facts.constraint_name,
    table: facts.table_name,
    // The first lines of a stack repeat the message; `detail` and `query` of a database error carry rows.
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    cause: error.cause instanceof Error && depth < 3 ? describeError(error.cause, depth + 1) : undefined,
  }
}

/** A copy without what the keys say is personal or secret. (pino's own redaction knows paths only, and is slow on many.) */
function redact(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (value instanceof Error) return describeError(value, 0)
  if (depth > 6) return '[too deep]'
  if (Array.isArray(value)) return value.map((entry) => redact(entry, depth + 1))
  return redactFields(value, depth + 1)
}

function redactFields(fields: object, depth = 1): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      personalOrSecret.has(key) ? '[removed]' : redact(value, depth),
    ]),
  )
}

/**
 * A logger of its own, for tests and tools; the application uses `log`.
 * @param destination where the lines go, stdout unless given
 */
export function createLogger(
  destination?: DestinationStream,
  level = process.env.LOG_LEVEL ?? 'info',
): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (fields) => redactFields(fields) },
      // Whatever else was thrown may be a sentence about a person.
      serializers: {
        err: (thrown: unknown) => (typeof thrown === 'object' ? thrown : { type: typeof thrown }),
      },
      hooks: {
        logMethod(args, method) {
          // Without a message of its own a line takes the error's, which has not been through the serializer.
          const [first, message] = args as [unknown, string | undefined]
          const error = first instanceof Error ? first : (first as { err?: unknown } | null)?.err
          if (message !== undefined || !(error instanceof Error)) return method.apply(this, args)
          const fields = first instanceof Error ? { err: first } : (first as object)
          return method.apply(this, [fields, withoutParameters(error.message)])
        },
      },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  )
}

export const log = createLogger()

/** The logger of one request: every line carries its id, the one people and API callers are given. */
export function requestLog(requestId: string, facts: Record<string, unknown> = {}, parent = log): Logger {
  return parent.child(redactFields({ requestId, ...facts }))
}
