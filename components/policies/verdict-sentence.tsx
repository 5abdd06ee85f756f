import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { StatusMark, type Tone } from '@/components/ui/status-pill'
import { formatLongDate } from '@/lib/i18n/format'
import type { CaseVerdict, ItemVerdict, Outcome } from '@/lib/policies/verdict'
import { caseAnswer, fill, itemAnswer, outcomeWord, say, type Phrase } from '@/lib/policies/words'
import { useTongue } from './tongue'

const looks: Record<Outcome, { tone: Tone; icon: IconName; mark: string; word: string }> = {
  within: { tone: 'green', icon: 'circle-check', mark: 'text-green', word: 'text-green-ink' },
  outside: { tone: 'red', icon: 'circle-x', mark: 'text-red', word: 'text-red-ink' },
  not_returnable: { tone: 'red', icon: 'ban', mark: 'text-red', word: 'text-red-ink' },
  review: { tone: 'amber', icon: 'gavel', mark: 'text-amber', word: 'text-amber-ink' },
}

/** The answer about a whole return: «В срок: вернуть можно до 10 марта 2026 — 14 дней по правилам магазина». */
export function VerdictSentence({ verdict, className }: { verdict: CaseVerdict; className?: string }) {
  return <Sentence outcome={verdict.outcome} answer={caseAnswer(verdict)} className={className} />
}

/** The answer about one item. */
export function ItemSentence({ item, className }: { item: ItemVerdict; className?: string }) {
  return <Sentence outcome={item.outcome} answer={itemAnswer(item)} className={className} />
}

type SentenceProps = { outcome: Outcome; answer: Phrase; className?: string | undefined }

function Sentence({ outcome, answer, className = '' }: SentenceProps) {
  const t = useTranslations('verdicts')
  const tongue = useTongue()
  const { icon, mark, word } = looks[outcome]
  const words = fill({ outcome: outcomeWord(outcome), answer }, tongue)
  return (
    <p className={`flex gap-2 ${className}`}>
      <Icon name={icon} className={`mt-0.5 stroke-[2.1] ${mark}`} />
      <span className="min-w-0 text-pretty">
        {t.rich('marked', {
          ...words,
          b: (chunks) => <strong className={`font-semibold ${word}`}>{chunks}</strong>,
        })}
      </span>
    </p>
  )
}

/** The answer in two words, for narrow places: «В срок, до 10 марта 2026». */
export function VerdictMark({ verdict }: { verdict: CaseVerdict }) {
  const tongue = useTongue()
  const { outcome, endsOn } = verdict
  const { tone, icon } = looks[outcome]
  const word = say(outcomeWord(outcome), tongue)
  return (
    <StatusMark tone={tone} icon={icon}>
      {outcome === 'within' && endsOn
        ? tongue.t('until', { outcome: word, end: formatLongDate(endsOn, tongue.locale) })
        : word}
    </StatusMark>
  )
}
