import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { exclusionBases, type PolicyTerms } from '@/lib/policies/schemas'
import { useTermsWords, type TermsContext } from './terms-words'

type TermsTextProps = TermsContext & { terms: PolicyTerms }

/** The whole of a version's terms as sentences, part by part. */
export function TermsText({ terms, ...context }: TermsTextProps) {
  const t = useTranslations('versions.terms')
  const words = useTermsWords(context)
  return (
    <dl className="divide-y divide-hairline">
      <Part name={t('part.days')}>
        <p className="font-medium">{words.usual(terms.days, terms.countFrom)}.</p>
        {terms.countFrom === 'handover' ? null : <p className="mt-0.5 text-sm text-ink-2">{t('floor')}</p>}
        <Exceptions terms={terms} {...context} />
      </Part>
      <Part name={t('part.end')}>{words.extend(terms.extendToWorkingDay)}.</Part>
      <Part name={t('part.outside')}>{words.outside(terms.outside)}.</Part>
      <Part name={t('part.approve')}>{words.approve(terms.autoApprove)}.</Part>
      <Part name={t('part.exclusions')}>
        <Exclusions terms={terms} {...context} />
      </Part>
      <Part name={t('part.written')}>{words.written(terms.writtenTerms)}.</Part>
      <Part name={t('part.attempts')}>{words.attempts(terms.pickupAttempts)}.</Part>
      <Part name={t('part.warning')}>{words.warning(terms.warning)}.</Part>
    </dl>
  )
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="gap-x-6 py-3 first:pt-0 last:pb-0 sm:grid sm:grid-cols-[9.5rem_minmax(0,1fr)]">
      <dt className="text-sm/5 text-ink-3 max-sm:mb-0.5">{name}</dt>
      <dd className="min-w-0 max-w-[72ch] text-pretty break-words">{children}</dd>
    </div>
  )
}

function Exceptions({ terms, ...context }: TermsTextProps) {
  const t = useTranslations('versions.terms')
  const words = useTermsWords(context)
  if (terms.exceptions.length === 0) return null
  return (
    <>
      <p className="mt-3 text-sm text-ink-2">
        {t(terms.exceptions.length === 1 ? 'oneException' : 'exceptions')}
      </p>
      <ol className="mt-1">
        {terms.exceptions.map((exception, index) => (
          <li
            key={index}
            className="grid grid-cols-[1.5rem_minmax(0,1fr)_auto] items-baseline gap-x-2 border-t border-hairline py-1.5 first:border-t-0"
          >
            <span aria-hidden className="tabular text-sm text-ink-3">
              {index + 1}
            </span>
            <span className="min-w-0 break-words">{words.goods(exception)}</span>
            <span className="tabular font-medium whitespace-nowrap">{words.days(exception.days)}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

function Exclusions({ terms, ...context }: TermsTextProps) {
  const t = useTranslations('versions.terms')
  const words = useTermsWords(context)
  if (terms.exclusions.length === 0) return `${t('exclusions.none')}.`
  return exclusionBases.map((basis) => {
    const listed = terms.exclusions.filter((one) => one.basis === basis)
    if (listed.length === 0) return null
    return (
      <div key={basis} className="not-first:mt-2">
        <p>{t(`exclusions.${basis}`)}:</p>
        <ul className="mt-1 flex flex-wrap gap-1.5">
          {listed.map((one, index) => (
            <li key={index} className="max-w-full rounded-md bg-grey-soft px-2 py-0.5 text-sm break-words">
              {words.excludedGoods(one)}
            </li>
          ))}
        </ul>
      </div>
    )
  })
}
