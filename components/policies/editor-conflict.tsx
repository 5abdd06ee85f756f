'use client'

import { useTranslations } from 'next-intl'
import { useReturnFocus } from '@/components/pickups/use-return-focus'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { formatDateTime } from '@/lib/i18n/format'
import type { PolicyTerms } from '@/lib/policies/schemas'
import { useEditor } from './editor-context'
import type { Conflict } from './editor-saving'
import { TermsDiff } from './terms-diff'

type ConflictProps = {
  conflict: Conflict
  timeZone: string
  now: Date
}

/** Who was first, and when. */
function useStory({ conflict, timeZone, now }: ConflictProps): string {
  const t = useTranslations('policies.conflict')
  const { locale } = useEditor().writing
  const { theirs, published } = conflict
  const when = (moment: Date | string) => formatDateTime(moment, { locale, timeZone, now })
  if (theirs) return t('changed', { who: theirs.updatedBy, when: when(theirs.updatedAt) })
  if (!published) return t('gone')
  return t('published', { number: published.number, who: published.who, when: when(published.at) })
}

/** Stays on the page until the person has chosen. */
export function ConflictNotice({ onCompare, ...props }: ConflictProps & { onCompare: () => void }) {
  const t = useTranslations('policies.conflict')
  const story = useStory(props)
  return (
    <Notice
      tone="amber"
      icon="users"
      live="assertive"
      action={
        <Button size="sm" onClick={onCompare}>
          {t('compare')}
        </Button>
      }
    >
      {story}
    </Notice>
  )
}

type DialogProps = ConflictProps & {
  open: boolean
  /** What stands on the other side: their draft, or what is in force when there is none. */
  theirs: PolicyTerms
  /** Null as long as something is wrong with them. */
  mine: PolicyTerms | null
  pending: boolean
  onClose: () => void
  onTakeTheirs: () => void
  onKeepMine: (terms: PolicyTerms) => void
}

/** Theirs against mine, and the choice between the two. */
export function ConflictDialog(props: DialogProps) {
  const { open, theirs, mine, pending, onClose, onTakeTheirs, onKeepMine } = props
  const t = useTranslations('policies.conflict')
  const { choices, writing } = useEditor()
  const gone = props.conflict.theirs === null
  const story = useStory(props)
  useReturnFocus(open)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('title')}
      description={story}
      closeLabel={t('later')}
      size="lg"
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            {t('later')}
          </Button>
          <Button onClick={onTakeTheirs}>{t(gone ? 'theirsGone' : 'theirs')}</Button>
          <Button
            variant="primary"
            pending={pending}
            aria-disabled={mine === null || pending || undefined}
            onClick={() => {
              if (mine && !pending) onKeepMine(mine)
            }}
          >
            {t(gone ? 'mineGone' : 'mine')}
          </Button>
        </>
      }
    >
      {mine ? (
        <>
          <p className="mb-3 text-ink-2">{t(gone ? 'leadGone' : 'lead')}</p>
          <TermsDiff before={theirs} after={mine} currency={writing.currency} reasons={choices.reasons} />
        </>
      ) : (
        <p className="text-red-ink">{t('fix')}</p>
      )}
    </Dialog>
  )
}
