import { expect, it } from 'vitest'
import { readBuyer } from './texts'

it.each([
  ['Юридическое лицо', 'business'],
  ['Юр. лицо', 'business'],
  ['ООО «Ромашка»', 'business'],
  ['ИП Иванов', 'business'],
  ['индивидуальный предприниматель', 'business'],
  ['B2B', 'business'],
  ['Company', 'business'],
  ['Физическое лицо', 'consumer'],
  ['физлицо', 'consumer'],
  ['Частное лицо', 'consumer'],
  ['individual', 'consumer'],
  ['Филипп', null],
  ['', null],
])('reads the buyer %j as %s', (text, buyer) => expect(readBuyer(text)).toBe(buyer))
