import type { LocalDate } from '@/lib/dates'
import { exchangeList, technicallyComplex, type Listed } from './lists'

/**
 * The law of returns as dated data with its sources. A change of the law is one more entry with the same id and another
 * `from`, the old one given its `to`; nothing else in the code knows a number of days.
 */
export type LawEntry = {
  id: string
  /** The act as it is cited. */
  act: string
  /** The place in it, short, for a sentence: «п. 4 ст. 26.1 Закона о защите прав потребителей». */
  article: { ru: string; en: string }
  /** What it says for a return, in one sentence. */
  says: { ru: string; en: string }
  days: number | null
  months: number | null
  /** The first day of this wording; null: since before 2021, older than any order here (`act` names what brought it). */
  from: LocalDate | null
  /** The first day on which it is not any more; null while no end is known. */
  to: LocalDate | null
  url: string
  /** When this data was last compared with a published text; null: not yet. */
  checked: LocalDate | null
  /** What a lawyer must confirm. */
  lawyer: string | null
  /** The goods of a list that the act contains. */
  list: readonly Listed[] | null
}

const consumerLaw = 'Закон РФ от 07.02.1992 № 2300-1 «О защите прав потребителей»'
const civilCode = 'Гражданский кодекс РФ, часть первая, от 30.11.1994 № 51-ФЗ'
const none = { days: null, months: null, from: null, to: null, checked: null, lawyer: null, list: null }
const read = { checked: '2026-11-22' }

const article = (ru: string, en: string) => ({
  ru: `${ru} Закона о защите прав потребителей`,
  en: `${en} of the Consumer Protection Law`,
})

const entries = [
  {
    ...none,
    id: 'zozpp-preamble',
    act: `${consumerLaw}, преамбула (в ред. Федерального закона от 17.12.1999 № 212-ФЗ)`,
    article: article('преамбула', 'the preamble'),
    says: {
      ru: 'Потребитель — гражданин, который покупает для личных нужд, не для предпринимательства',
      en: 'A consumer is a person who buys for personal needs, not for business',
    },
    url: 'https://base.garant.ru/10106035/',
    lawyer:
      'Whether a sole trader who bought for themselves is to be treated as a consumer without being asked',
  },
  {
    ...none,
    id: 'zozpp-16',
    act: `${consumerLaw}, статья 16 (в ред. Федерального закона от 01.05.2022 № 135-ФЗ)`,
    article: article('ст. 16', 'Art. 16'),
    says: {
      ru: 'Условия, которые ухудшают положение потребителя по сравнению с законом, ничтожны',
      en: 'Terms that put a consumer in a worse position than the law does are void',
    },
    from: '2022-09-01',
    url: 'https://base.garant.ru/10106035/',
  },
  {
    ...none,
    ...read,
    id: 'zozpp-18-1',
    act: `${consumerLaw}, пункт 1 статьи 18 (в ред. Федерального закона от 25.10.2007 № 234-ФЗ)`,
    article: article('п. 1 ст. 18', 'Art. 18(1)'),
    says: {
      ru: 'При недостатке товара потребитель вправе отказаться от договора и потребовать вернуть деньги',
      en: 'Where goods have a defect the consumer may withdraw from the contract and ask for the money back',
    },
    url: 'https://base.garant.ru/10106035/',
  },
  {
    ...none,
    ...read,
    id: 'zozpp-18-1-complex',
    act: `${consumerLaw}, пункт 1 статьи 18 (в ред. Федерального закона от 25.10.2007 № 234-ФЗ)`,
    article: article('п. 1 ст. 18', 'Art. 18(1)'),
    says: {
      ru: 'Технически сложный товар с недостатком можно вернуть в течение 15 дней со дня передачи, позже — при существенном недостатке, нарушении срока ремонта или долгих ремонтах',
      en: 'Technically complex goods with a defect may be returned within 15 days of the handover, later if the defect is substantial, the repair is overdue or repairs take too long',
    },
    days: 15,
    url: 'https://base.garant.ru/10106035/',
    lawyer:
      'That the 15 days move from a day off to the next working day; whether a defect is substantial is decided by a person',
  },
  {
    ...none,
    id: 'zozpp-18-5',
    act: `${consumerLaw}, пункт 5 статьи 18 (в ред. Федерального закона от 25.10.2007 № 234-ФЗ)`,
    article: article('п. 5 ст. 18', 'Art. 18(5)'),
    says: {
      ru: 'Отсутствие чека — не основание отказать в требованиях о недостатке',
      en: 'A missing receipt is no reason to refuse a claim for a defect',
    },
    url: 'https://base.garant.ru/10106035/',
  },
  {
    ...none,
    ...read,
    id: 'zozpp-19-1',
    act: `${consumerLaw}, пункт 1 статьи 19 (в ред. Федерального закона от 17.12.1999 № 212-ФЗ)`,
    article: article('п. 1 ст. 19', 'Art. 19(1)'),
    says: {
      ru: 'О недостатке можно заявить в течение гарантийного срока, а если он не установлен — в пределах двух лет со дня передачи',
      en: 'A defect may be claimed during the warranty or, where there is none, within two years of the handover',
    },
    months: 24,
    url: 'https://base.garant.ru/10106035/',
    lawyer:
      'The warranty or shelf life of an article is not known here: after two years a longer one may still run, and a shorter shelf life ends earlier',
  },
  {
    ...none,
    ...read,
    id: 'zozpp-22',
    act: `${consumerLaw}, статья 22, пункт 4 статьи 26.1 (в ред. Федерального закона от 25.10.2007 № 234-ФЗ)`,
    article: article('ст. 22 и п. 4 ст. 26.1', 'Art. 22 and 26.1(4)'),
    says: {
      ru: 'Деньги возвращают не позднее чем через 10 дней со дня требования',
      en: 'The money is due within 10 days of the demand',
    },
    days: 10,
    url: 'https://base.garant.ru/10106035/94f5bf092e8d98af576ee351987de4f0/',
    lawyer:
      'That the 10 days move from a day off to the next working day; paying by the day by count is always safe',
  },
  {
    ...none,
    ...read,
    id: 'zozpp-26.1-4',
    act: `${consumerLaw}, абзац первый пункта 4 статьи 26.1 (в ред. Федерального закона от 21.12.2004 № 171-ФЗ)`,
    article: article('п. 4 ст. 26.1', 'Art. 26.1(4)'),
    says: {
      ru: 'От товара, купленного дистанционно, можно отказаться в любое время до его передачи и в течение 7 дней после неё',
      en: 'Goods sold at a distance may be refused at any time before they are handed over and within 7 days after',
    },
    days: 7,
    url: 'https://zozpprf.ru/glava-2/statya-26-1',
    lawyer:
      'Whether a list of goods that cannot be returned after the handover, announced for marketplaces in February 2026, was enacted; what followed from the Constitutional Court’s ruling of 17.02.2026 No. 7-П on paragraphs 3 and 4',
  },
  {
    ...none,
    ...read,
    id: 'zozpp-26.1-4-terms',
    act: `${consumerLaw}, абзац второй пункта 4 статьи 26.1 (в ред. Федерального закона от 21.12.2004 № 171-ФЗ)`,
    article: article('п. 4 ст. 26.1', 'Art. 26.1(4)'),
    says: {
      ru: 'Если порядок и сроки возврата не даны письменно при доставке, отказаться можно в течение трёх месяцев с передачи',
      en: 'If the terms of return were not given in writing on delivery, goods may be refused within three months of the handover',
    },
    months: 3,
    url: 'https://zozpprf.ru/glava-2/statya-26-1',
    lawyer:
      'Whether terms printed in every parcel, or sent by e-mail, are given in writing at the moment of delivery',
  },
  {
    ...none,
    ...read,
    id: 'zozpp-26.1-4-receipt',
    act: `${consumerLaw}, абзац третий пункта 4 статьи 26.1 (в ред. Федерального закона от 21.12.2004 № 171-ФЗ)`,
    article: article('п. 4 ст. 26.1', 'Art. 26.1(4)'),
    says: {
      ru: 'Без чека покупатель вправе ссылаться на другие доказательства покупки',
      en: 'Without a receipt the buyer may prove the purchase otherwise',
    },
    url: 'https://zozpprf.ru/glava-2/statya-26-1',
  },
  {
    ...none,
    ...read,
    id: 'zozpp-26.1-4-made-to-order',
    act: `${consumerLaw}, абзац четвёртый пункта 4 статьи 26.1 (в ред. Федерального закона от 21.12.2004 № 171-ФЗ)`,
    article: article('п. 4 ст. 26.1', 'Art. 26.1(4)'),
    says: {
      ru: 'От товара надлежащего качества, который сделан для одного покупателя и может служить только ему, отказаться нельзя',
      en: 'Goods of proper quality that were made for one buyer and can serve only them cannot be refused',
    },
    url: 'https://zozpprf.ru/glava-2/statya-26-1',
    lawyer:
      'That this also stands against a refusal before the handover; a choice among ready options is no individual order',
  },
  {
    ...none,
    ...read,
    id: 'pp-2463',
    act: 'Постановление Правительства РФ от 31.12.2020 № 2463, перечень непродовольственных товаров надлежащего качества, не подлежащих обмену',
    article: {
      ru: 'перечень из постановления Правительства РФ № 2463',
      en: 'the list of Government Decree No. 2463',
    },
    says: {
      ru: 'Товары перечня надлежащего качества не подлежат обмену; ограничивает ли он отказ при дистанционной продаже, спорно',
      en: 'Listed goods of proper quality need not be exchanged; whether that limits a refusal of a distance sale is disputed',
    },
    from: '2021-01-01',
    to: '2027-01-01',
    url: 'https://www.consultant.ru/document/cons_doc_LAW_373622/',
    lawyer:
      'Whether the list may be used against a distance refusal at all; whether the decree was prolonged past its term',
    list: exchangeList,
  },
  {
    ...none,
    id: 'pp-924',
    act: 'Постановление Правительства РФ от 10.11.2011 № 924, перечень технически сложных товаров',
    article: {
      ru: 'перечень из постановления Правительства РФ № 924',
      en: 'the list of Government Decree No. 924',
    },
    says: { ru: 'Какие товары технически сложные', en: 'Which goods are technically complex' },
    url: 'https://sudact.ru/law/postanovlenie-pravitelstva-rf-ot-10112011-n-924/',
    lawyer: 'That the list is taken over as it stands after its last change',
    list: technicallyComplex,
  },
  {
    ...none,
    ...read,
    id: 'gk-191-194',
    act: `${civilCode}, статьи 191–194`,
    article: { ru: 'ст. 191–194 ГК РФ', en: 'Art. 191–194 of the Civil Code' },
    says: {
      ru: 'Срок считают со следующего дня; если последний день нерабочий, срок кончается в ближайший рабочий',
      en: 'A term begins on the next day; if its last day is a day off, it ends on the next working day',
    },
    from: '1995-01-01',
    url: 'https://base.garant.ru/10164072/',
    lawyer:
      'That a term of years from 29 February ends on the last day of February, as a term of months does',
  },
] as const satisfies readonly LawEntry[]

export type LawId = (typeof entries)[number]['id']

const data: readonly LawEntry[] = entries

/** The state of the law on a day: its entries and the name of that state, which a verdict stores. */
export type LawState = { version: string; entry: (id: LawId) => LawEntry }

/** Days on which anything in the data began or ended to be applied, the newest first. */
const turns: LocalDate[] = [
  ...new Set(data.flatMap(({ from, to }) => [from, to].filter((day) => day !== null))),
].toSorted((a, b) => (a < b ? 1 : -1))

const states = new Map<LocalDate, LawState>()

/**
 * The law as it stands on a day; before anything in the data, the earliest. An act that was in force only for a term and
 * has no successor in the data is still answered, with its `to`: who reads it decides.
 */
export function lawOn(day: LocalDate): LawState {
  const since = turns.find((turn) => turn <= day) ?? turns.at(-1) ?? day
  const known = states.get(since)
  if (known) return known

  const inForce = new Map<string, LawEntry>()
  for (const entry of data.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))) {
    const begun = entry.from === null || entry.from <= since
    if (begun || !inForce.has(entry.id)) inForce.set(entry.id, entry)
  }
  const state: LawState = {
    version: since.slice(0, 7),
    entry: (id) => {
      const entry = inForce.get(id)
      if (!entry) throw new Error(`The law has no entry ${id}`)
      return entry
    },
  }
  states.set(since, state)
  return state
}

/** What a stored source names, whatever its wording was: to say it; null for what the data does not know any more. */
export function lawEntry(id: string): LawEntry | null {
  return data.findLast((entry) => entry.id === id) ?? null
}

/** The place in the law of every entry by its id, in one language: what screens need to name a source. */
export function lawArticles(locale: 'ru' | 'en'): Record<string, string> {
  return Object.fromEntries(entries.map(({ id, article }) => [id, article[locale]] as const))
}
