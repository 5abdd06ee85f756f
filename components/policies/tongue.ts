import { useLocale, useTranslations } from 'next-intl'
import { parseLocale } from '@/lib/i18n/locale'
import type { Articles, Tongue } from '@/lib/policies/words'

/** The screen's language for the words of verdicts, on the server and inside ClientMessages with `verdicts` alike. */
export function useTongue(articles: Articles = {}): Tongue {
  const t = useTranslations('verdicts')
  return { locale: parseLocale(useLocale()), t: (key, values) => t(key, values), articles }
}
