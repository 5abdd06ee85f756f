'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

type ChoiceProps = {
  /** What was changed is not there any more: theirs is what is in force, mine something new. */
  gone?: boolean
  size?: 'sm'
  pending?: boolean
  /** Mine cannot be saved as it is. */
  mineWrong?: boolean
  onTheirs: () => void
  onMine: () => void
}

/** The choice of whoever saves second, in the same words everywhere. */
export function TheirsOrMine({ gone, size, pending, mineWrong, onTheirs, onMine }: ChoiceProps) {
  const t = useTranslations('drafts.conflict')
  return (
    <>
      <Button size={size} onClick={onTheirs}>
        {t(gone ? 'theirsGone' : 'theirs')}
      </Button>
      <Button
        size={size}
        variant="primary"
        pending={pending}
        aria-disabled={mineWrong || pending || undefined}
        onClick={() => {
          if (!mineWrong && !pending) onMine()
        }}
      >
        {t(gone ? 'mineGone' : 'mine')}
      </Button>
    </>
  )
}

/** A field that they changed; `value` as it is now, null where a few words cannot say it. */
type Changed = { field: string; value: string | null }

type NoticeProps = {
  title?: string
  changed?: readonly Changed[]
  children?: ReactNode
  /** What can be done about it. */
  action?: ReactNode
  className?: string
}

/** That somebody was first, who, and what is otherwise now; stays until the person has chosen. */
export function MeanwhileNotice({ title, changed = [], children, action, className }: NoticeProps) {
  const t = useTranslations('drafts.conflict')
  return (
    <Notice
      tone="amber"
      icon="users"
      live="assertive"
      title={title}
      className={className}
      action={action ? <span className="flex flex-wrap gap-2">{action}</span> : undefined}
    >
      {changed.length > 0 ? (
        <ul className="break-words">
          {changed.map(({ field, value }) => (
            <li key={field}>{value === null ? t('otherwise', { field }) : t('now', { field, value })}</li>
          ))}
        </ul>
      ) : (
        children
      )}
    </Notice>
  )
}
