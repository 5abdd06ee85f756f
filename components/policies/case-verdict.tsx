import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Suspense } from 'react'
import { DefinitionList, type Fact } from '@/components/ui/definition-list'
import { Section } from '@/components/ui/section'
import { TextSkeleton } from '@/components/ui/skeleton'
import type { Words } from '@/components/cases/words'
import type { Caller } from '@/lib/caller'
import type { CasePage } from '@/lib/cases/reading'
import type { LocalDate } from '@/lib/dates'
import { formatLongDate } from '@/lib/i18n/format'
import { locales, type Locale } from '@/lib/i18n/locale'
import { lawArticles } from '@/lib/policies/law'
import { letterText, type LetterFacts } from '@/lib/policies/letter'
import { verdictOfCase, type StoredVerdict } from '@/lib/policies/queries'
import { lastOf } from '@/lib/policies/words'
import { localDate } from '@/lib/time'
import { VerdictLetter } from './verdict-letter'
import { VerdictReasons } from './verdict-reasons'
import { VerdictSentence } from './verdict-sentence'

type CaseVerdictProps = { caller: Caller; page: CasePage; words: Words }

/** «Заключение» on the card of a return: until when, why, by which rules, and a letter that says so. */
export function CaseVerdict(props: CaseVerdictProps) {
  const t = useTranslations('verdicts')
  return (
    <Section id="verdict" title={t('case.title')}>
      <Suspense fallback={<TextSkeleton lines={4} />}>
        <Given {...props} />
      </Suspense>
    </Section>
  )
}

async function Given({ caller, page, words }: CaseVerdictProps) {
  const [stored, t] = await Promise.all([verdictOfCase(caller, page.id), getTranslations('verdicts')])
  if (!stored) {
    return <p className="text-ink-2">{t('case.none')}</p>
  }
  const { answer } = stored
  const articles = lawArticles(words.locale)
  const names = Object.fromEntries(stored.items.map(({ id, name }) => [id, name]))
  const { decision } = page
  return (
    <div className="space-y-4">
      <div>
        <VerdictSentence verdict={answer} className="text-lg" />
        <VerdictReasons verdict={answer} names={names} articles={articles} />
      </div>
      <div className="max-w-md">
        <DefinitionList facts={factsOf(caller, page, stored, words, t)} />
      </div>
      {decision === 'cancelled' ? null : (
        <Letter
          locale={words.locale}
          facts={{
            verdict: answer,
            decision,
            custody: page.custody,
            slot: openSlot(page),
            demandedOn: stored.demandedOn,
            orderNumber: page.order.number,
            shop: caller.merchant.name,
            items: page.items,
          }}
        />
      )}
    </div>
  )
}

type Translate = Awaited<ReturnType<typeof getTranslations<'verdicts'>>>

function factsOf(
  { merchant }: Caller,
  page: CasePage,
  { answer, givenAt }: StoredVerdict,
  { locale, now, dateTime }: Words,
  t: Translate,
): Fact[] {
  const today = localDate(now, merchant.timeZone)
  const day = (date: LocalDate, running: boolean) => (
    <span className={`tabular ${running && date < today ? 'font-medium text-red-ink' : ''}`}>
      {formatLongDate(date, locale)}
      {running && date < today ? ` · ${t('case.overdue')}` : null}
    </span>
  )
  const { policyNumber } = answer
  const ended = page.decision === 'declined' || page.decision === 'cancelled'
  const moneyRuns = !ended && page.money !== 'paid' && page.money !== 'not_owed'
  const [pickup] = page.pickups
  return [
    ...(answer.outcome === 'within'
      ? [
          {
            key: 'window',
            term: t('case.window'),
            value: answer.endsOn ? (
              day(answer.endsOn, !ended && page.custody === 'customer')
            ) : (
              <span className="text-ink-3">{t('case.noEnd')}</span>
            ),
          },
        ]
      : []),
    ...(moneyRuns
      ? [{ key: 'money', term: t('case.money'), value: day(lastOf(answer.moneyDue), true) }]
      : []),
    ...(pickup && openTask(pickup)
      ? [
          {
            key: 'attempts',
            term: t('case.attempts'),
            value: (
              <span className="tabular">
                {t('case.attemptsOf', {
                  left: Math.max(0, pickup.maxAttempts - pickup.attempts),
                  max: pickup.maxAttempts,
                })}
              </span>
            ),
          },
        ]
      : []),
    {
      key: 'rules',
      term: t('case.rules'),
      value:
        policyNumber === null ? (
          t('case.lawOnly')
        ) : (
          <Link
            href={`/${merchant.slug}/policy/versions/${policyNumber}` as Route}
            prefetch={false}
            className="font-medium text-accent-ink underline-offset-2 hover:underline"
          >
            {t('case.version', { number: String(policyNumber) })}
          </Link>
        ),
    },
    { key: 'given', term: t('case.given'), value: <span className="tabular">{dateTime(givenAt)}</span> },
  ]
}

function openTask({ status }: CasePage['pickups'][number]): boolean {
  return status !== 'collected' && status !== 'failed' && status !== 'cancelled'
}

function openSlot({ pickups: [pickup] }: CasePage): LetterFacts['slot'] {
  return pickup && openTask(pickup) ? pickup.slot : null
}

async function Letter({ facts, locale }: { facts: LetterFacts; locale: Locale }) {
  const t = await getTranslations('verdicts.letter')
  const letters = await Promise.all(
    locales.map(async (language) => {
      const speak = await getTranslations({ locale: language, namespace: 'verdicts' })
      const tongue = { locale: language, t: speak, articles: lawArticles(language) }
      return [language, letterText(facts, tongue)] as const
    }),
  )
  return (
    <VerdictLetter
      letters={Object.fromEntries(letters) as Record<Locale, string>}
      first={locale}
      texts={{
        title: t('title'),
        lead: t('lead'),
        language: t('language'),
        languages: { ru: t('ru'), en: t('en') },
        copy: t('copy'),
        copied: t('copied'),
        failed: t('failed'),
      }}
    />
  )
}
