import type { IconName } from '@/components/ui/icon-names'
import { StatusMark, StatusPill, type Tone } from '@/components/ui/status-pill'
import type { ImportSummary } from '@/lib/imports/queries'
import type { RowVerdict } from '@/lib/imports/rules'
import type { RefusalKind } from '@/lib/imports/search'
import type { Translate } from './reasons'

const tones: Record<ImportSummary['status'], Tone> = {
  draft: 'amber',
  queued: 'blue',
  reading: 'blue',
  writing: 'blue',
  matching: 'blue',
  done: 'green',
  failed: 'red',
  cancelled: 'grey',
}

type StatusProps = { t: Translate; status: ImportSummary['status'] }

export function ImportStatus({ t, status }: StatusProps) {
  return <StatusPill tone={tones[status]}>{t(`status.${status}`)}</StatusPill>
}

export function ImportStatusMark({ t, status }: StatusProps) {
  return <StatusMark tone={tones[status]}>{t(`status.${status}`)}</StatusMark>
}

const kinds: Record<RowVerdict['kind'] | RefusalKind, { tone: Tone; icon?: IconName }> = {
  line: { tone: 'green' },
  cancellation: { tone: 'blue', icon: 'undo-2' },
  not_goods: { tone: 'grey' },
  refused: { tone: 'red' },
  unmatched: { tone: 'amber', icon: 'circle-question-mark' },
}

/** What a row of the file is. */
export function KindMark({ t, kind }: { t: Translate; kind: RowVerdict['kind'] | RefusalKind }) {
  const { tone, icon } = kinds[kind]
  return (
    <StatusMark tone={tone} {...(icon ? { icon } : {})}>
      {t(`kinds.${kind}`)}
    </StatusMark>
  )
}
