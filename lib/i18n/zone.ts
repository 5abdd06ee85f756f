import type { Locale } from './locale'

/** «UTC+3» at that moment, for people who work with shops in several zones. */
export function formatZone(timeZone: string, at: Date, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale === 'ru' ? 'ru-RU' : 'en-GB', {
    timeZone,
    timeZoneName: 'shortOffset',
  })
  const part = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC'
  return part.replace('GMT', 'UTC').replace('-', '−')
}
