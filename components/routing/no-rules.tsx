import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Card } from '@/components/ui/section'
import type { RuleSetHead } from '@/lib/routing/queries'
import type { Words } from './routing-words'

type NoRulesProps = {
  words: Words
  /** The first version that takes effect. */
  next: RuleSetHead | null
  nextHref: string | null
  draft: boolean
  /** Null: this person may not write rules. */
  writeHref: string | null
}

/** What rules are for, how one gets them, and the first step. */
export function NoRules({ words, next, nextHref, draft, writeHref }: NoRulesProps) {
  const { t, dateTime } = words
  const steps = [t('overview.step1'), t('overview.step2'), t('overview.step3')]
  return (
    <Card className="mb-8 max-w-5xl p-5 sm:p-8">
      <span className="mb-4 grid size-11 place-items-center rounded-full bg-accent-soft text-accent-ink">
        <Icon name="route" size={20} />
      </span>
      <h2 className="text-lg font-semibold">
        {next ? t('overview.emptyUntil', { when: dateTime(next.effectiveAt) }) : t('overview.emptyTitle')}
      </h2>
      <p className="mt-1 max-w-[70ch] text-pretty text-ink-2">{t('overview.emptyText')}</p>
      <h3 className="mt-6 text-sm font-semibold">{t('overview.emptySteps')}</h3>
      <ol className="mt-2 grid gap-x-8 gap-y-3 md:grid-cols-3">
        {steps.map((step, index) => (
          <li key={step} className="flex items-start gap-2.5">
            <span className="tabular grid size-6 shrink-0 place-items-center rounded-full bg-grey-soft text-sm font-medium text-grey-ink">
              {index + 1}
            </span>
            <span className="min-w-0 text-pretty">{step}</span>
          </li>
        ))}
      </ol>
      <div className="mt-6 flex flex-wrap items-center gap-2">
        {nextHref ? (
          <LinkButton href={nextHref}>{t('overview.scheduledOpen')}</LinkButton>
        ) : draft ? (
          <p className="text-ink-2">{t('overview.emptyDraft')}</p>
        ) : writeHref ? (
          <LinkButton href={writeHref} variant="primary" icon="pencil">
            {t('overview.write')}
          </LinkButton>
        ) : (
          <p className="text-ink-2">{t('overview.emptyReader')}</p>
        )}
      </div>
    </Card>
  )
}
