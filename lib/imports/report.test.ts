import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine, defused } from './report'

it.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['+7 912', "'+7 912"],
  ['-cmd', "'-cmd"],
  ['\t=1', "'\t=1"],
  ['-5', '-5'],
  ['-5,50', '-5,50'],
  ['+79123456789', '+79123456789'],
  ['Чашка', 'Чашка'],
  ['', ''],
])('%j is written %j', (cell, expected) => expect(defused(cell)).toBe(expected))

it('is read back as it was, but for what was defused', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }), (cells) => {
      const [row] = parse(csvLine(cells), {
        delimiter: ';',
        record_delimiter: '\r\n',
        skip_empty_lines: false,
      })
      expect(row).toEqual(cells.map(defused))
    }),
  )
})
