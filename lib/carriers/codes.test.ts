import { describe, expect, it } from 'vitest'
import { baseReasons } from '@/lib/cases/reasons'
import { isLocalDate } from '@/lib/dates'
import { codeTables, normalCode, reasonOfCode } from './codes'
import { codeSchemes } from './scheme'

const reasons = new Set(baseReasons.map((reason) => reason.code))
const none = new Map<string, string>()
const codesOf = (scheme: (typeof codeSchemes)[number]) => codeTables[scheme].codes.map((entry) => entry.code)

describe.each(codeSchemes)('the codes of %s', (scheme) => {
  const { codes, document } = codeTables[scheme]

  it('mean reasons that every shop begins with', () => {
    for (const { reason } of codes) if (reason !== null) expect(reasons).toContain(reason)
  })

  it('stand once each, in whatever way they are written', () => {
    expect(new Set(codes.map((entry) => normalCode(entry.code))).size).toBe(codes.length)
    for (const entry of codes) expect(entry).toMatchObject({ scheme, ru: expect.stringMatching(/\S/) })
  })

  it('name the document they come from', () => {
    if (scheme === 'own') return expect(document).toBeNull()
    expect(document).toMatchObject({ url: expect.stringMatching(/^https:\/\/[a-z.-]+\.ru\//) })
    if (document?.checked) expect(isLocalDate(document.checked)).toBe(true)
  })
})

describe('the tables', () => {
  it('hold every additional status of CDEK’s from 1 to 33 that is in the copies of its appendix', () => {
    const published = Array.from({ length: 33 }, (_, index) => index + 1).filter((n) => n < 28 || n > 30)
    expect(codesOf('cdek')).toEqual(published.map(String))
  })

  it.each([
    ['2', 'recipient_absent'],
    ['11', 'no_reason'],
    ['12', 'defective'],
    ['13', 'incomplete'],
    ['14', 'wrong_item'],
    ['17', 'changed_mind'],
    ['19', 'packaging'],
    ['23', 'recipient_absent'],
    ['26', null],
    ['28', null],
    ['31', null],
  ])('CDEK’s %s means %s', (code, reason) => {
    expect(reasonOfCode('cdek', code, none, reasons)).toBe(reason)
  })

  it('let no code of CDEK’s that says «отказ от получения» wait for a person', () => {
    const refusals = codeTables.cdek.codes.filter((entry) => entry.ru.includes('отказ от получения'))
    expect(refusals).toHaveLength(11)
    for (const { code } of refusals) expect(reasonOfCode('cdek', code, none, reasons)).not.toBeNull()
  })

  it('hold ApiShip’s unified statuses, of which one alone is a refusal for certain', () => {
    expect(codesOf('apiship')).toHaveLength(19)
    const mapped = codesOf('apiship').filter((code) => reasonOfCode('apiship', code, none, reasons))
    expect(mapped).toEqual(['partialReturn'])
  })

  it('let each of our own reasons stand for itself', () => {
    expect(codesOf('own')).toEqual([...reasons])
    for (const code of reasons) expect(reasonOfCode('own', code, none, reasons)).toBe(code)
  })
})

describe('normalCode', () => {
  it.each([
    ['12', '12'],
    [' 012 ', '12'],
    ['0', '0'],
    ['cdek:12', '12'],
    ['CDEK-12', '12'],
    ['Cdek : 07', '7'],
    ['СДЭК 12', '12'],
    ['apiship/partialReturn', 'partialreturn'],
    ['own:no_reason', 'no_reason'],
    ['own_brand', 'own_brand'],
    ['cdek', 'cdek'],
    ['cdek:', 'cdek:'],
    ['', ''],
  ])('«%s» is «%s»', (text, normal) => {
    expect(normalCode(text)).toBe(normal)
    expect(normalCode(normal)).toBe(normal)
  })
})

describe('reasonOfCode', () => {
  const known = new Set([...reasons, 'broken_box', 'Own-Brand', '99'])

  it('follows the shop’s mapping before anything else', () => {
    const mapped = new Map([
      ['12', 'broken_box'],
      ['size', 'other'],
      ['31', 'changed_mind'],
    ])
    for (const code of ['12', 'cdek:12', 'CDEK-12'])
      expect(reasonOfCode('cdek', code, mapped, known)).toBe('broken_box')
    expect(reasonOfCode('own', 'size', mapped, known)).toBe('other')
    expect(reasonOfCode('cdek', '31', mapped, known)).toBe('changed_mind')
    expect(reasonOfCode('cdek', '13', mapped, known)).toBe('incomplete')
  })

  it('asks anew when the mapped reason is gone, and leaves it not to the catalogue', () => {
    expect(reasonOfCode('cdek', '12', new Map([['12', 'removed']]), known)).toBeNull()
  })

  it('takes a reason code of the shop before the catalogue, whatever the scheme', () => {
    expect(reasonOfCode('cdek', 'broken_box', none, known)).toBe('broken_box')
    expect(reasonOfCode('apiship', 'SIZE', none, known)).toBe('size')
    expect(reasonOfCode('own', 'Own-Brand', none, known)).toBe('Own-Brand')
    expect(reasonOfCode('cdek', '12', none, new Set([...known, '12']))).toBe('12')
  })

  it('believes a scheme that the code names', () => {
    expect(reasonOfCode('apiship', 'cdek:17', none, known)).toBe('changed_mind')
    expect(reasonOfCode('own', 'CDEK-17', none, known)).toBe('changed_mind')
    expect(reasonOfCode('cdek', 'apiship:17', none, known)).toBeNull()
    expect(reasonOfCode('cdek', 'own:size', none, known)).toBe('size')
    expect(reasonOfCode('cdek', 'cdek:99', none, known)).toBeNull()
    expect(reasonOfCode('cdek', 'cdek:12', none, new Set([...known, '12']))).toBe('defective')
  })

  it('knows a code by its scheme alone', () => {
    expect(reasonOfCode('own', '12', none, known)).toBeNull()
    expect(reasonOfCode('apiship', '12', none, known)).toBeNull()
    expect(reasonOfCode('cdek', 'partialReturn', none, known)).toBeNull()
  })

  it('gives null for what is unknown, and for a reason the shop does not have', () => {
    for (const code of ['', ' ', '34', '-1', '12.5', 'constructor', '__proto__'])
      expect(reasonOfCode('cdek', code, none, known)).toBeNull()
    expect(reasonOfCode('cdek', '12', none, new Set(['other']))).toBeNull()
  })
})
