import type { LocalDate } from '@/lib/dates'

/**
 * The Russian production calendar as data with its sources. A new year is one entry of `transferYears`, copied from the
 * Government's decree; everything else follows from the Labour Code by `lib/calendar/rules`.
 */

export type Source = {
  /** The act as it is cited. */
  act: string
  url: string
  /** When the text or its full quotation was last compared with this data. */
  checked: LocalDate
}

export const labourCode112: Source = {
  act: 'Трудовой кодекс РФ от 30.12.2001 № 197-ФЗ, ст. 112 (в ред. Федерального закона от 23.04.2012 № 35-ФЗ)',
  url: 'https://base.garant.ru/77700051/ea54c1918750348cf1860e01a0121200',
  checked: '2026-11-21',
}

/**
 * Non-working holidays of art. 112, part 1, by `MM-DD`, in force since 1 January 2013. Holidays of single regions (art. 6)
 * are not among them.
 */
export const holidays: Readonly<Record<string, string>> = {
  '01-01': 'Новогодние каникулы',
  '01-02': 'Новогодние каникулы',
  '01-03': 'Новогодние каникулы',
  '01-04': 'Новогодние каникулы',
  '01-05': 'Новогодние каникулы',
  '01-06': 'Новогодние каникулы',
  '01-07': 'Рождество Христово',
  '01-08': 'Новогодние каникулы',
  '02-23': 'День защитника Отечества',
  '03-08': 'Международный женский день',
  '05-01': 'Праздник Весны и Труда',
  '05-09': 'День Победы',
  '06-12': 'День России',
  '11-04': 'День народного единства',
}

/** A day off moved by decree: `from` is worked (unless it is a holiday), `to` is not. */
export type Transfer = { from: LocalDate; to: LocalDate }

export type TransferYear = {
  year: number
  /** False while the decree is only a draft: then the year's moved days may still change. */
  confirmed: boolean
  source: Source
  transfers: readonly Transfer[]
}

export const transferYears: readonly TransferYear[] = [
  {
    year: 2024,
    confirmed: true,
    source: {
      act: 'Постановление Правительства РФ от 10.08.2023 № 1314 «О переносе выходных дней в 2024 году»',
      url: 'https://normativ.kontur.ru/document?documentId=454126&moduleId=1',
      checked: '2026-11-21',
    },
    transfers: [
      { from: '2024-01-06', to: '2024-05-10' },
      { from: '2024-01-07', to: '2024-12-31' },
      { from: '2024-04-27', to: '2024-04-29' },
      { from: '2024-11-02', to: '2024-04-30' },
      { from: '2024-12-28', to: '2024-12-30' },
    ],
  },
  {
    year: 2025,
    confirmed: true,
    source: {
      act: 'Постановление Правительства РФ от 04.10.2024 № 1335 «О переносе выходных дней в 2025 году»',
      url: 'http://static.government.ru/media/files/QkGT2QIDdzICtlaxOxctIZQONofaJwZO.pdf',
      checked: '2026-11-21',
    },
    transfers: [
      { from: '2025-01-04', to: '2025-05-02' },
      { from: '2025-01-05', to: '2025-12-31' },
      { from: '2025-02-23', to: '2025-05-08' },
      { from: '2025-03-08', to: '2025-06-13' },
      { from: '2025-11-01', to: '2025-11-03' },
    ],
  },
  {
    year: 2026,
    confirmed: true,
    source: {
      act: 'Постановление Правительства РФ от 24.09.2025 № 1466 «О переносе выходных дней в 2026 году»',
      url: 'http://static.government.ru/media/files/4jeB8hNKm69ggOa9yDiYOli6YoAyM21i.pdf',
      checked: '2026-11-21',
    },
    transfers: [
      { from: '2026-01-03', to: '2026-01-09' },
      { from: '2026-01-04', to: '2026-12-31' },
    ],
  },
  {
    year: 2027,
    confirmed: true,
    source: {
      act: 'Постановление Правительства РФ от 17.09.2026 № 1187 «О переносе выходных дней в 2027 году»',
      url: 'https://www.consultant.ru/document/cons_doc_LAW_544706/',
      checked: '2026-11-21',
    },
    transfers: [
      { from: '2027-01-02', to: '2027-11-05' },
      { from: '2027-01-03', to: '2027-12-31' },
      { from: '2027-02-20', to: '2027-02-22' },
    ],
  },
]
