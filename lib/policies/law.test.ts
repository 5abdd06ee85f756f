import { describe, expect, it } from 'vitest'
import { isLocalDate } from '@/lib/dates'
import { lawArticles, lawEntry, lawOn, type LawId } from './law'

const ids = Object.keys(lawArticles('ru'))

describe('the law as data', () => {
  it.each([
    ['zozpp-26.1-4', 7, null],
    ['zozpp-26.1-4-terms', null, 3],
    ['zozpp-18-1-complex', 15, null],
    ['zozpp-19-1', null, 24],
    ['zozpp-22', 10, null],
  ] as const)('%s: %s days, %s months', (id, days, months) => {
    expect(lawOn('2026-11-22').entry(id)).toMatchObject({ days, months })
  })

  it('cites every entry in both languages, with where it can be read', () => {
    for (const id of ids) {
      const entry = lawEntry(id)
      expect(entry).toMatchObject({ id, url: expect.stringMatching(/^https:\/\/[a-z.]+\.ru\//) })
      for (const text of [entry?.act, entry?.article.ru, entry?.says.ru]) expect(text).toMatch(/[а-яё]/i)
      for (const text of [entry?.article.en, entry?.says.en]) expect(text).not.toMatch(/[а-яё]/i)
      for (const day of [entry?.from, entry?.to, entry?.checked]) if (day) expect(isLocalDate(day)).toBe(true)
    }
    expect(lawEntry('no such law')).toBeNull()
  })

  it('holds both lists of goods', () => {
    expect(lawEntry('pp-2463')?.list).toHaveLength(14)
    expect(lawEntry('pp-924')?.list).toHaveLength(14)
  })
})

describe('lawOn', () => {
  it.each([
    ['1990-01-01', '1995-01'],
    ['2020-12-31', '1995-01'],
    ['2021-01-01', '2021-01'],
    ['2022-08-31', '2021-01'],
    ['2022-09-01', '2022-09'],
    ['2026-12-31', '2022-09'],
    ['2027-01-01', '2027-01'],
  ])('%s is judged by the state of %s', (day, version) => expect(lawOn(day).version).toBe(version))

  it('knows every entry on any day', () => {
    for (const day of ['1990-01-01', '2026-11-22', '2040-01-01']) {
      for (const id of ids) expect(lawOn(day).entry(id as LawId).id).toBe(id)
    }
  })
})
