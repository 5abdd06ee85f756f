import { useTranslations } from 'next-intl'
import type { HoursWords } from '@/lib/locations/words'

/** The words of opening hours, on the server and inside ClientMessages with `locations` alike. */
export function useHoursWords(): HoursWords {
  const t = useTranslations('locations')
  return {
    days: {
      mon: t('days.mon'),
      tue: t('days.tue'),
      wed: t('days.wed'),
      thu: t('days.thu'),
      fri: t('days.fri'),
      sat: t('days.sat'),
      sun: t('days.sun'),
    },
    everyDay: t('hours.everyDay'),
    always: t('hours.always'),
    unknown: t('hours.unknown'),
  }
}
