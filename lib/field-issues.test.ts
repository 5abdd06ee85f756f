import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fieldIssues, formatPath, refuseInvalid, unstorableTexts } from './field-issues'

function issuesOf(schema: z.ZodType, input: unknown) {
  const parsed = schema.safeParse(input)
  return parsed.success ? [] : fieldIssues(parsed.error, input).map(({ path, code }) => `${path} ${code}`)
}

const schema = z.strictObject({
  number: z.string().min(1),
  items: z.array(z.strictObject({ sku: z.string().min(2), quantity: z.int().min(1).max(9) })).min(1),
  kind: z.enum(['a', 'b']).optional(),
  email: z.email().optional(),
  phone: z
    .string()
    .refine((text) => text !== 'x', { error: 'No phone', params: { code: 'not_a_phone' } })
    .optional(),
  target: z.union([z.strictObject({ returnId: z.uuid() }), z.strictObject({ order: z.string() })]).optional(),
})
const good = { number: '1', items: [{ sku: 'ab', quantity: 1 }] }

describe('fieldIssues', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing wrong', good, []],
    ['a missing field', { items: good.items }, ['number required']],
    ['an empty text', { ...good, number: '' }, ['number required']],
    ['null where a text belongs', { ...good, number: null }, ['number wrong_type']],
    ['no object at all', 'text', [' wrong_type']],
    ['nothing at all', undefined, [' required']],
    ['an empty list', { ...good, items: [] }, ['items too_small']],
    [
      'a field deep inside',
      { ...good, items: [good.items[0], { sku: 'a' }] },
      ['items[1].sku too_small', 'items[1].quantity required'],
    ],
    ['too many', { ...good, items: [{ sku: 'ab', quantity: 10 }] }, ['items[0].quantity too_big']],
    ['a fraction', { ...good, items: [{ sku: 'ab', quantity: 1.5 }] }, ['items[0].quantity wrong_type']],
    ['another word', { ...good, kind: 'c' }, ['kind invalid_value']],
    ['a bad format', { ...good, email: 'anna' }, ['email invalid_format']],
    ['a rule of its own', { ...good, phone: 'x' }, ['phone not_a_phone']],
    [
      'unknown fields, by name',
      { ...good, zip: 1, 'a b': 2 },
      ['zip unknown_field', '["a b"] unknown_field'],
    ],
    [
      'an unknown field inside',
      { ...good, items: [{ ...good.items[0], size: 1 }] },
      ['items[0].size unknown_field'],
    ],
    ['a union, by its closest alternative', { ...good, target: { order: 1 } }, ['target.order wrong_type']],
  ])('%s', (_, input, expected) => expect(issuesOf(schema, input)).toEqual(expected))

  it.each<[string, z.ZodType, unknown, unknown[]]>([
    ['a list', z.array(z.int()).max(2), [1, 2, 3], [{ most: 2 }]],
    ['a text', z.string().min(2), 'a', [{ least: 2 }]],
    ['a number', z.int().min(5).max(9), 12, [{ most: 9 }]],
    ['an empty text', z.string().min(1), '', [undefined]],
    ['more than nothing', z.int().positive(), 0, [undefined]],
    ['a moment', z.date().max(new Date(0)), new Date(1), [undefined]],
    [
      'a refinement',
      z.string().refine(() => false, { params: { code: 'wide', most: 200, who: 'x', deep: {} } }),
      'a',
      [{ most: 200, who: 'x' }],
    ],
    [
      'a refinement that names nothing',
      z.string().refine(() => false, { params: { code: 'x' } }),
      'a',
      [undefined],
    ],
  ])('names the limit of %s', (_, of, input, expected) => {
    const parsed = of.safeParse(input)
    expect(parsed.success ? [] : fieldIssues(parsed.error, input).map(({ params }) => params)).toEqual(
      expected,
    )
  })

  it('stops at a hundred', () => {
    expect(issuesOf(schema, { ...good, items: Array.from({ length: 500 }, () => ({})) })).toHaveLength(100)
  })

  it('names the first in the sentence of the refusal', () => {
    const input = { items: [{ sku: 'ab', quantity: 0 }] }
    const parsed = schema.safeParse(input)
    expect(!parsed.success && refuseInvalid(parsed.error, input)).toMatchObject({
      ok: false,
      error: {
        code: 'invalid',
        detail: 'number: This is required (and 1 more)',
        fields: [{ path: 'number' }, { path: 'items[0].quantity', code: 'too_small' }],
      },
    })
  })
})

describe('formatPath', () => {
  it.each([
    [[], ''],
    [['items', 0, 'sku'], 'items[0].sku'],
    [[0, 'sku'], '[0].sku'],
    [['поле', 'a-b'], 'поле.a-b'],
    [['a', 'b c', 'd'], 'a["b c"].d'],
  ])('%j', (path, expected) => expect(formatPath(path)).toBe(expected))
})

describe('unstorableTexts', () => {
  it('finds what a database refuses, with its path, and nothing else', () => {
    expect(unstorableTexts({ a: 'ё 😀\n', n: 1, b: [null, true, 'x'] })).toEqual([])
    const found = unstorableTexts({ a: { b: ['ok', 'NUL \u0000'] }, half: '\ud800', 'key\u0000': 1 })
    expect(found.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'a.b[1] unstorable_text',
      'half unstorable_text',
      ' unstorable_text',
    ])
  })

  it('never complains about texts that are whole', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        expect(unstorableTexts(value)).toEqual([])
      }),
    )
  })
})
