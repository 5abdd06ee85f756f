import { screenHref } from '@/components/shell/navigation'
import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/section'
import type { DeadlineDay } from '@/lib/deadlines/queries'
import { DayEnds } from './day-ends'
import type { DeadlineWords } from './words'

type ComingDaysProps = { slug: string; days: DeadlineDay[]; words: DeadlineWords; warnDays: number }

/** What ends in the next seven days, for the overview. */
export function ComingDays({ slug, days, words, warnDays }: ComingDaysProps) {
  const { t, weekday } = words
  const week = days.slice(0, 7)
  const quiet = week.every(({ total }) => total === 0)
  return (
    <Section
      id="coming"
      title={t('coming')}
      aside={
        <LinkButton href={screenHref(slug, 'deadlines')} size="sm" variant="ghost">
          {t('title')}
        </LinkButton>
      }
    >
      {quiet ? (
        <p className="text-ink-2">{t('comingQuiet')}</p>
      ) : (
        <ol className="lg:grid lg:grid-cols-7 lg:divide-x lg:divide-hairline lg:rounded-lg lg:border lg:border-hairline lg:bg-surface">
          {week.map((day, place) => (
            <li
              key={day.date}
              className={`min-w-0 py-1.5 max-lg:items-center max-lg:gap-3 lg:min-h-22 lg:px-2 lg:py-2 ${
                day.total === 0 ? 'max-lg:hidden' : 'max-lg:flex'
              }`}
            >
              <time
                dateTime={day.date}
                className={`block text-sm max-lg:w-24 max-lg:shrink-0 lg:mb-1.5 ${
                  place === 0 ? 'font-semibold text-accent-ink' : day.working ? 'text-ink-2' : 'text-ink-3'
                }`}
              >
                {place === 0 ? t('today') : weekday(day.date)}
              </time>
              <DayEnds slug={slug} day={day} words={words} pressing={place <= warnDays} brief />
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}
