import { useLocale, useTranslations } from 'next-intl'
import { parseLocale } from '@/lib/i18n/locale'
import type { RoutingTongue } from '@/lib/routing/words'

/** The screen's language for the words of rules, on the server and inside ClientMessages with `routing` alike. */
export function useRoutingTongue(): RoutingTongue {
  const t = useTranslations('routing')
  return { locale: parseLocale(useLocale()), t: (key, values) => t(key, values) }
}
