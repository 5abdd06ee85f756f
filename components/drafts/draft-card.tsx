import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import type { Draft } from '@/lib/drafts/reading'
import type { DraftTable } from '@/lib/drafts/tables'

type DraftCardProps = {
  id: string
  /** The messages that speak of this draft. */
  messages: 'versions' | 'routing'
  draft: Omit<Draft<DraftTable>, 'content'>
  dateTime: (moment: Date) => string
  /** Where it is written; null: this person may not. */
  writeHref: string | null
  /** What else can be done with it by who may write it. */
  actions?: ReactNode
  /** In a sentence how it differs from what holds. */
  difference: string
  /** The same in full, unfolded on the spot; null: there is nothing to see. */
  children: ReactNode
}

/** What is being written: by whom, since when, and how it differs from what is in force. */
export function DraftCard(props: DraftCardProps) {
  const { id, messages, draft, dateTime, writeHref, actions, difference, children } = props
  const t = useTranslations(messages)
  const saved = { when: dateTime(draft.updatedAt), who: draft.updatedBy }
  return (
    <section aria-labelledby={id} className="mb-6 rounded-lg border border-hairline bg-surface">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-3.5">
        <span className="grid size-9 shrink-0 place-items-center rounded-full bg-amber-soft text-amber-ink">
          <Icon name="pencil" size={18} />
        </span>
        <div className="min-w-0 flex-1 basis-56">
          <h2 id={id} className="text-base font-semibold">
            {t('draft.title')}
          </h2>
          <p className="text-sm break-words text-ink-2">
            {draft.createdBy === draft.updatedBy
              ? t('draft.saved', saved)
              : t('draft.savedStarted', {
                  ...saved,
                  startedWhen: dateTime(draft.createdAt),
                  startedWho: draft.createdBy,
                })}
            . {t('draft.quiet')}
          </p>
        </div>
        {writeHref === null ? null : (
          <div className="flex flex-wrap items-center gap-2">
            {actions}
            <LinkButton href={writeHref} variant="primary" icon="pencil">
              {t('draft.continue')}
            </LinkButton>
          </div>
        )}
      </div>
      {children === null ? (
        <p className="border-t border-hairline px-4 py-2.5 text-ink-2">{difference}</p>
      ) : (
        <details className="group/draft border-t border-hairline">
          <summary className="flex min-h-10 list-none items-center gap-2 px-4 -outline-offset-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
            <Icon
              name="chevron-right"
              size={14}
              className="text-ink-3 transition-transform duration-100 group-open/draft:rotate-90"
            />
            {difference}
          </summary>
          {children}
        </details>
      )}
    </section>
  )
}
