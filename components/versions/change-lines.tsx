import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { changedMiddle, type Marks } from './marks'

type ChangeLinesProps = {
  kind: 'added' | 'removed' | 'changed' | 'moved'
  /** The sentence that stood there, and the one that stands there now. */
  was: string | null
  becomes: string | null
}

/** One change: what was and what becomes of it, with what differs marked; what is added, removed or moved alone. */
export function ChangeLines({ kind, was, becomes }: ChangeLinesProps) {
  const t = useTranslations('diff')
  if (kind === 'moved') {
    return (
      <Line icon="arrow-up-down" name={t('kind.moved')} look="bg-grey-soft text-grey-ink">
        {becomes}
      </Line>
    )
  }
  const marks = was !== null && becomes !== null ? changedMiddle(was, becomes) : null
  return (
    <>
      {was === null ? null : (
        <Line icon="minus" name={t(marks ? 'was' : 'kind.removed')} look="bg-red-soft text-red-ink">
          <del className="decoration-1">{marks ? <Marked marks={marks.before} /> : was}</del>
        </Line>
      )}
      {becomes === null ? null : (
        <Line icon="plus" name={t(marks ? 'becomes' : 'kind.added')} look="bg-green-soft text-green-ink">
          <ins className="no-underline">{marks ? <Marked marks={marks.after} /> : becomes}</ins>
        </Line>
      )}
    </>
  )
}

type LineProps = { icon: IconName; name: string; look: string; children: ReactNode }

function Line({ icon, name, look, children }: LineProps) {
  return (
    <p className={`flex gap-x-2 px-2.5 py-1.5 first:rounded-t-md last:rounded-b-md max-sm:flex-wrap ${look}`}>
      <span className="flex w-30 shrink-0 items-center gap-2 self-start text-sm/5 max-sm:w-full">
        <Icon name={icon} size={14} className="stroke-[2.1]" />
        {name}
      </span>
      <span className="min-w-0 text-pretty break-words text-ink">{children}</span>
    </p>
  )
}

function Marked({ marks: [head, middle, tail] }: { marks: Marks }) {
  return (
    <>
      {head}
      {middle ? <strong className="font-semibold">{middle}</strong> : null}
      {tail}
    </>
  )
}
