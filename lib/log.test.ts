import { describe, expect, it } from 'vitest'
import { createLogger, requestLog } from './log'

function lines(write: (logger: ReturnType<typeof createLogger>) => void, level?: string) {
  const written: string[] = []
  write(createLogger({ write: (line) => void written.push(line) }, level))
  return written.map((line) => ({ line, fields: JSON.parse(line) as Record<string, unknown> }))
}

describe('log', () => {
  it('writes one JSON line with level, time, message and the request id of a child', () => {
    const [entry] = lines((logger) =>
      logger.child({ requestId: 'r-1' }).info({ caseId: 'c-1' }, 'case created'),
    )
    expect(entry?.line.endsWith('}\n')).toBe(true)
    expect(entry?.fields).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      requestId: 'r-1',
      caseId: 'c-1',
      msg: 'case created',
    })
  })

  it('takes personal data and secrets out, at the top and deep down', () => {
    const person = {
      name: 'Иванова Анна',
      phone: '+79123456789',
      email: 'anna@example.ru',
      comment: 'не звонить',
    }
    const [entry] = lines((logger) =>
      logger.warn({
        ...person,
        order: { customer: person, number: 'A-1' },
        a: { b: { ...person, c: { address: 'Ленина, 1', secret: 'whsec_x' } } },
        people: [person, [person]],
        reason: Object.assign(new Error('nested'), { detail: 'Key (phone)=(+79123456789)' }),
        headers: { authorization: 'Bearer obr_1', cookie: 'session=1' },
      }),
    )
    const [bound] = lines((logger) => requestLog('r-1', person, logger).info('bound'))
    expect(bound?.fields).toMatchObject({ requestId: 'r-1', phone: '[removed]' })
    expect(entry?.line).not.toMatch(/Иванова|9123456789|anna@|звонить|Ленина|whsec_x|obr_1|session=1/)
    expect(entry?.fields).toMatchObject({ order: { number: 'A-1' }, name: '[removed]' })
  })

  it('tells of an error what helps, and nothing of the rows it met', () => {
    const database = Object.assign(new Error('duplicate key value violates unique constraint "people_key"'), {
      code: '23505',
      constraint_name: 'people_key',
      detail: 'Key (phone)=(+79123456789) already exists.',
      query: 'insert into people',
      parameters: ['Иванова'],
    })
    const wrapped = new Error('Failed query: insert into people values ($1)\nparams: Иванова,+79123456789', {
      cause: database,
    })
    const [entry] = lines((logger) => logger.error({ err: wrapped }, 'request failed'))
    expect(entry?.line).not.toMatch(/Иванова|9123456789/)
    expect(entry?.fields.err).toMatchObject({
      type: 'Error',
      message: expect.stringContaining('Failed query: insert into people values ($1)'),
      stack: expect.stringContaining('log.test'),
      cause: { code: '23505', constraint: 'people_key', message: database.message },
    })
  })

  it('does not let the message of an error slip past', () => {
    const failed = new Error('Failed query: select 1\nparams: Иванова,+79123456789')
    const written = lines((logger) => {
      logger.error(failed)
      logger.error({ err: failed, caseId: 'c-1' })
      logger.error(failed, 'import failed')
    })
    for (const { line } of written) expect(line).not.toMatch(/Иванова|9123456789/)
    expect(written.map(({ fields }) => fields.msg)).toEqual([
      'Failed query: select 1 [parameters removed]',
      'Failed query: select 1 [parameters removed]',
      'import failed',
    ])
    expect(written[1]?.fields).toMatchObject({ caseId: 'c-1', err: { type: 'Error' } })
  })

  it('takes an error that is none, and one that causes itself', () => {
    const circular = new Error('round')
    circular.cause = circular
    const ring: Record<string, unknown> = { caseId: 'c-1' }
    ring.self = ring
    const written = lines((logger) => {
      logger.error({ err: 'Иванова' }, 'thrown text')
      logger.error({ err: circular }, 'round')
      logger.error(new Error('plain'))
      logger.info({ ring }, 'ring')
    })
    expect(written).toHaveLength(4)
    expect(written[0]?.line).not.toContain('Иванова')
    expect(written[2]?.fields).toMatchObject({ msg: 'plain', err: { message: 'plain' } })
  })

  it('keeps to its level', () => {
    expect(lines((logger) => logger.info('quiet'), 'warn')).toEqual([])
    expect(lines((logger) => logger.debug('loud'), 'debug')).toHaveLength(1)
  })
})
