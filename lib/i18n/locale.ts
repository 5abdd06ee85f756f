export const locales = ['ru', 'en'] as const
export type Locale = (typeof locales)[number]
export const defaultLocale: Locale = 'ru'

/** The cookie in which the signed-in user's language is repeated, so that it is known before the session is read. */
export const localeCookie = 'locale'

/** Reads a language from outside (a cookie, a form field); anything unknown is the default one. */
export function parseLocale(value: string | null | undefined): Locale {
  return locales.find((locale) => locale === value) ?? defaultLocale
}
