import { cookies } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { localeCookie, locales, parseLocale, type Locale } from './locale'

type Messages = { [key: string]: string | Messages }

const files = import.meta.glob<Messages>('./messages/*/*.json', { eager: true, import: 'default' })

// Merged once per process: a file's name is its namespace.
const messagesByLocale = Object.fromEntries(
  locales.map((locale) => [
    locale,
    Object.fromEntries(
      Object.entries(files)
        .filter(([path]) => path.startsWith(`./messages/${locale}/`))
        .map(([path, messages]) => [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), messages]),
    ),
  ]),
) as Record<Locale, Messages>

export default getRequestConfig(async ({ locale: asked }) => {
  const locale = parseLocale(asked ?? (await cookies()).get(localeCookie)?.value)
  // Screens show times in the merchant's zone and name it on every call; UTC only shows where one forgot.
  return { locale, messages: messagesByLocale[locale], timeZone: 'UTC' }
})
