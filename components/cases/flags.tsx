import { shapeOf } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { StatusPill, type Tone } from '@/components/ui/status-pill'
import type { CaseFlag } from '@/lib/cases/flags'
import type { Translate } from './words'

/** Red is late, amber waits for a person who has to look. */
const looks: Record<CaseFlag, { tone: Tone & ('amber' | 'red'); icon: IconName }> = {
  money_overdue: { tone: 'red', icon: 'wallet' },
  window_ended: { tone: 'red', icon: 'hourglass' },
  outside_window: { tone: 'amber', icon: 'calendar-clock' },
  not_returnable: { tone: 'amber', icon: 'ban' },
  needs_person: { tone: 'amber', icon: 'user' },
  mixed: { tone: 'amber', icon: 'layers' },
  storage_ended: { tone: 'red', icon: 'warehouse' },
  refund_differs: { tone: 'red', icon: 'wallet' },
  destination_closed: { tone: 'red', icon: 'route' },
  found_more: { tone: 'amber', icon: 'package' },
  override_too_late: { tone: 'red', icon: 'route' },
  disputed_refusal: { tone: 'amber', icon: 'triangle-exclamation-point' },
  refused_after_delivery: { tone: 'amber', icon: 'triangle-exclamation-point' },
  other: { tone: 'amber', icon: 'triangle-exclamation-point' },
}
const inks = { amber: 'icon text-amber', red: 'icon text-red' }

/** Why somebody has to look, in words, each with its shape. */
export function FlagPills({ flags, t }: { flags: readonly CaseFlag[]; t: Translate }) {
  return flags.map((flag) => (
    <StatusPill key={flag} tone={looks[flag].tone} icon={looks[flag].icon}>
      {t(`flag.${flag}`)}
    </StatusPill>
  ))
}

/** For the cell of a table: the first one in words, and how many more there are. */
export function FlagsCell({ flags, t }: { flags: readonly CaseFlag[]; t: Translate }) {
  const [first] = flags
  if (!first) return <span className="text-ink-3">—</span>
  return (
    <>
      <svg
        className={inks[looks[first].tone]}
        aria-hidden
        dangerouslySetInnerHTML={shapeOf(looks[first].icon)}
      />
      {t(`flag.${first}`)}
      {flags.length > 1 ? (
        <abbr
          title={flagWords(flags, t)}
          className="ml-1.5 text-ink-3 no-underline"
        >{`+${flags.length - 1}`}</abbr>
      ) : null}
    </>
  )
}

export function flagWords(flags: readonly CaseFlag[], t: Translate): string {
  return flags.map((flag) => t(`flag.${flag}`)).join(', ')
}
