'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useReturnFocus } from '@/components/pickups/use-return-focus'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import type { Conflict, DraftHead } from './saving'
import { MeanwhileNotice, TheirsOrMine } from './theirs-or-mine'

type ConflictProps = {
  conflict: Conflict<DraftHead>
  timeZone: string
  now: Date
}

/** Who was first, and when. */
function useStory({ conflict, timeZone, now }: ConflictProps): string {
  const t = useTranslations('drafts.conflict')
  const locale = parseLocale(useLocale())
  const { theirs, published } = conflict
  const when = (moment: Date | string) => formatDateTime(moment, { locale, timeZone, now })
  if (theirs) return t('changed', { who: theirs.updatedBy, when: when(theirs.updatedAt) })
  if (!published) return t('gone')
  return t('published', { number: published.number, who: published.who, when: when(published.at) })
}

/** Stays on the page until the person has chosen. */
export function ConflictNotice({ onCompare, ...props }: ConflictProps & { onCompare: () => void }) {
  const t = useTranslations('drafts.conflict')
  const story = useStory(props)
  return (
    <MeanwhileNotice
      title={story}
      action={
        <Button size="sm" onClick={onCompare}>
          {t('compare')}
        </Button>
      }
    />
  )
}

type DialogProps = ConflictProps & {
  open: boolean
  /** How mine differ from theirs, or from what is in force; null as long as something is wrong with mine. */
  difference: ReactNode
  pending: boolean
  onClose: () => void
  onTakeTheirs: () => void
  onKeepMine: () => void
}

/** Theirs against mine, and the choice between the two. */
export function ConflictDialog(props: DialogProps) {
  const { open, difference, pending, onClose, onTakeTheirs, onKeepMine } = props
  const t = useTranslations('drafts.conflict')
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
          <TheirsOrMine
            gone={gone}
            pending={pending}
            mineWrong={difference === null}
            onTheirs={onTakeTheirs}
            onMine={onKeepMine}
          />
        </>
      }
    >
      {difference === null ? (
        <p className="text-red-ink">{t('fix')}</p>
      ) : (
        <>
          <p className="mb-3 text-ink-2">{t(gone ? 'leadGone' : 'lead')}</p>
          {difference}
        </>
      )}
    </Dialog>
  )
}
