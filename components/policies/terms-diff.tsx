import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { diffTerms, type TermChange } from '@/lib/policies/diff'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { changedMiddle } from './terms-marks'
import { useTermsWords, type TermsContext } from './terms-words'

type TermsDiffProps = TermsContext & { before: PolicyTerms; after: PolicyTerms }

const signs: Record<TermChange['kind'], IconName> = {
  changed: 'pencil',
  added: 'plus',
  removed: 'minus',
  moved: 'arrow-up-down',
}

/** What makes the later terms out of the earlier ones, change by change, in words: what was, and what becomes of it. */
export function TermsDiff({ before, after, ...context }: TermsDiffProps) {
  const t = useTranslations('versions.diff')
  const sentences = useSentences(before, after, context)
  const changes = diffTerms(before, after)
  if (changes.length === 0) return <p className="text-ink-2">{t('none')}</p>
  return (
    <ul className="divide-y divide-hairline">
      {changes.map((change, index) => (
        <li key={index} className="py-3 first:pt-0 last:pb-0">
          <h3 className="mb-1.5 flex flex-wrap items-center gap-x-2 text-sm">
            <Icon name={signs[change.kind]} size={14} className="text-ink-3" />
            <span className="font-medium">{t(`what.${change.what}`)}</span>
            <span className="text-ink-3">
              {change.kind === 'moved'
                ? `${t('kind.moved')} ${t('moved', { before: change.before.place, after: change.after.place })}`
                : t(`kind.${change.kind}`)}
            </span>
          </h3>
          <Change {...sentences(change)} />
        </li>
      ))}
    </ul>
  )
}

type Said = { was: string | null; becomes: string | null }

/** A change as the sentence that stood there and the one that stands there now; a moved one says the same in both. */
function useSentences(before: PolicyTerms, after: PolicyTerms, context: TermsContext) {
  const t = useTranslations('versions.diff')
  const words = useTermsWords(context)

  function both<T>({ before: was, after: becomes }: { before: T; after: T }, say: (one: T) => string): Said {
    return { was: say(was), becomes: say(becomes) }
  }
  function each<T>(change: { before: T | null; after: T | null }, say: (one: T) => string): Said {
    return {
      was: change.before === null ? null : say(change.before),
      becomes: change.after === null ? null : say(change.after),
    }
  }

  return (change: TermChange): Said => {
    switch (change.what) {
      case 'days':
        return {
          was: words.usual(change.before, before.countFrom),
          becomes: words.usual(change.after, after.countFrom),
        }
      case 'exception':
        if (change.kind === 'moved') return { was: null, becomes: words.exception(change.after) }
        return each(change, words.exception)
      case 'countFrom':
        return both(change, (from) => t(`countFrom.${from}`))
      case 'extendToWorkingDay':
        return both(change, words.extend)
      case 'writtenTerms':
        return both(change, words.written)
      case 'outside':
        return both(change, words.outside)
      case 'autoApprove':
        return both(change, words.approve)
      case 'pickupAttempts':
        return both(change, words.attempts)
      case 'warning':
        return both(change, words.warning)
      case 'exclusion':
        return each(change, words.excluded)
    }
  }
}

function Change({ was, becomes }: Said) {
  const t = useTranslations('versions.diff')
  const marks = was !== null && becomes !== null ? changedMiddle(was, becomes) : null
  return (
    <div className="space-y-1">
      {was === null ? null : (
        <Line sign="−" name={t('was')} look="bg-red-soft text-red-ink">
          <del className="decoration-1">{marks ? <Marked parts={marks.before} /> : was}</del>
        </Line>
      )}
      {becomes === null ? null : (
        <Line sign="+" name={t('becomes')} look="bg-green-soft text-green-ink">
          <ins className="no-underline">{marks ? <Marked parts={marks.after} /> : becomes}</ins>
        </Line>
      )}
    </div>
  )
}

function Line({
  sign,
  name,
  look,
  children,
}: {
  sign: string
  name: string
  look: string
  children: ReactNode
}) {
  return (
    <p className={`flex gap-2 rounded-md px-2.5 py-1.5 ${look}`}>
      <span aria-hidden className="tabular w-3 shrink-0 font-semibold">
        {sign}
      </span>
      <span className="w-11 shrink-0 text-sm/5">{name}</span>
      <span className="min-w-0 text-pretty break-words text-ink">{children}</span>
    </p>
  )
}

function Marked({ parts: [head, middle, tail] }: { parts: readonly [string, string, string] }) {
  return (
    <>
      {head}
      {middle ? <strong className="font-semibold">{middle}</strong> : null}
      {tail}
    </>
  )
}
