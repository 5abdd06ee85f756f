import { useTranslations } from 'next-intl'
import { ChangeLines } from '@/components/versions/change-lines'
import { diffTerms, type TermChange } from '@/lib/policies/diff'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { useTermsWords, type TermsContext } from './terms-words'

type TermsDiffProps = TermsContext & { before: PolicyTerms; after: PolicyTerms }

/**
 * What makes the later terms out of the earlier ones in words, part by part: what was and what becomes of it, what is
 * added, removed, moved. For components of the server and of the client (there below `ClientMessages` with `versions`).
 */
export function TermsDiff({ before, after, ...context }: TermsDiffProps) {
  const t = useTranslations('versions.diff')
  const say = useSentences(context)
  const parts = Map.groupBy(diffTerms(before, after), ({ what }) => what)
  if (parts.size === 0) return <p className="text-ink-2">{t('none')}</p>
  return (
    <dl className="space-y-4">
      {[...parts].map(([what, changes]) => (
        <div key={what}>
          <dt className="mb-1.5 text-sm font-medium">{t(`what.${what}`)}</dt>
          {changes.map((change, index) => (
            <dd key={index} className="not-last:mb-1">
              <ChangeLines kind={change.kind} {...say(change)} />
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}

type Said = { was: string | null; becomes: string | null }

/** A change as the sentence that stood there and the one that stands there now. */
function useSentences(context: TermsContext) {
  const t = useTranslations('versions.diff')
  const words = useTermsWords(context)

  function each<T>({ before, after }: { before: T | null; after: T | null }, say: (one: T) => string): Said {
    return { was: before === null ? null : say(before), becomes: after === null ? null : say(after) }
  }
  // Here null is a value of its own: nothing is approved by itself.
  function both<T>({ before, after }: { before: T; after: T }, say: (one: T) => string): Said {
    return { was: say(before), becomes: say(after) }
  }

  return (change: TermChange): Said => {
    switch (change.what) {
      case 'days':
        return both(change, words.usualDays)
      case 'exception':
        if (change.kind !== 'moved') return each(change, words.exception)
        return {
          was: null,
          becomes: t(change.before.place === change.after.place ? 'movedAmong' : 'moved', {
            sentence: words.exception(change.after),
            before: change.before.place,
            after: change.after.place,
          }),
        }
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
