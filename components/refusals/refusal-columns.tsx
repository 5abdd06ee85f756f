import { columnsOf, type TableColumn } from '@/components/data-table/columns'
import { flagWords } from '@/components/cases/flags'
import { StageCell, stageTone } from '@/components/cases/stage'
import { reasonName } from '@/components/cases/words'
import { Icon } from '@/components/ui/icon'
import { StatusMark } from '@/components/ui/status-pill'
import type { ReasonName } from '@/lib/cases/queries'
import { caseHref, caseNumber } from '@/lib/cases/search'
import { formatSlot, formatWeekday } from '@/lib/i18n/format'
import type { RefusalRow } from '@/lib/refusals/listed'
import { refusalAllows } from '@/lib/refusals/machine'
import type { RefusalSearch, RefusalTab } from '@/lib/refusals/search'
import { lastDayOf } from '@/lib/deadlines/rules'
import { localDate } from '@/lib/time'
import { caseListOf } from './neighbours'
import { quiet, routeCell, ruleText, whyAsked } from './route-cells'
import { signShort } from './signs'
import type { RefusalWords } from './words'

type RefusalColumn =
  | 'number'
  | 'stage'
  | 'why'
  | 'slot'
  | 'signs'
  | 'route'
  | 'rule'
  | 'customer'
  | 'goods'
  | 'amount'
  | 'reason'
  | 'courier'
  | 'hub'
  | 'refused'
  | 'storage'
  | 'waiting'

/** What each queue has to show for a decision, in its order; as much as a laptop has room for. */
const shown: Record<RefusalTab, readonly RefusalColumn[]> = {
  needs_route: ['number', 'why', 'goods', 'amount', 'reason', 'storage', 'waiting'],
  redelivery: ['number', 'slot', 'customer', 'goods', 'rule', 'storage', 'waiting'],
  storage: ['number', 'storage', 'goods', 'amount', 'hub', 'route'],
  disputed: ['number', 'signs', 'customer', 'goods', 'reason', 'courier', 'waiting'],
  moving: ['number', 'route', 'rule', 'customer', 'goods', 'amount', 'waiting'],
  arrived: ['number', 'route', 'rule', 'customer', 'goods', 'amount', 'waiting'],
  all: ['number', 'stage', 'route', 'rule', 'goods', 'reason', 'refused'],
}
/** What there is room for beside the panel: what the rows of the queue differ by. */
const besidePeek: Record<RefusalTab, readonly RefusalColumn[]> = {
  needs_route: ['number', 'why', 'goods', 'waiting'],
  redelivery: ['number', 'slot', 'goods', 'waiting'],
  storage: ['number', 'storage', 'goods', 'route'],
  disputed: ['number', 'signs', 'goods', 'waiting'],
  moving: ['number', 'route', 'goods', 'waiting'],
  arrived: ['number', 'route', 'goods', 'waiting'],
  all: ['number', 'stage', 'goods', 'route'],
}

export function shownColumns({ tab, peek }: RefusalSearch): RefusalColumn[] {
  return [...(peek === null ? shown : besidePeek)[tab]]
}

/** Whether the row can be sent elsewhere together with others. */
export function canBeSent({ kind, custody }: RefusalRow): boolean {
  return refusalAllows('override', { kind, custody, route: null, disputed: false })
}

const helper = columnsOf<RefusalRow>()

/** The columns of a queue in its order. */
export function refusalTableColumns(
  slug: string,
  search: RefusalSearch,
  words: RefusalWords,
  how: { reasons: ReasonName[]; timeZone: string; selectable: boolean },
): TableColumn<RefusalRow>[] {
  const { t, r, locale, now, dateTime, waiting, money } = words
  const { tab } = search
  const reasonOf = new Map(how.reasons.map((reason) => [reason.code, reason]))
  const within = caseListOf(tab)
  const reason = (code: string) => reasonName(reasonOf.get(code), code, locale)
  const asides = (refusal: RefusalRow['refusal']) => [
    ...(refusal?.extent === 'partial' ? [r('list.part')] : []),
    ...(refusal && refusal.attempt > 1 ? [r('card.attempt', { attempt: String(refusal.attempt) })] : []),
  ]
  const defined: Record<RefusalColumn, Omit<TableColumn<RefusalRow>, 'id' | 'header'>> = {
    number: {
      meta: { width: how.selectable ? 'w-34' : 'w-28' },
      cell: ({ row: { original } }) => (
        <>
          {how.selectable ? (
            <input
              type="checkbox"
              className="check mr-2.5 align-[-3px] disabled:invisible"
              name="case"
              value={original.caseId}
              data-number={original.number}
              data-route={original.route?.id}
              disabled={!canBeSent(original)}
              aria-label={r('select.row', { number: caseNumber(original.number) })}
            />
          ) : null}
          <a href={caseHref(slug, original.number, within)}>{caseNumber(original.number)}</a>
          {original.flags.length > 0 ? (
            <Icon
              name="triangle-exclamation-point"
              size={13}
              label={flagWords(original.flags, t)}
              className="mr-0! ml-1.5 text-amber"
            />
          ) : null}
        </>
      ),
    },
    stage: {
      meta: { width: 'w-46', phoneEnd: true },
      cell: ({ row: { original } }) => (
        <StageCell tone={stageTone[original.stage]} label={t(`stage.${original.stage}`)} />
      ),
    },
    why: {
      meta: { width: 'w-52', phoneEnd: true },
      cell: ({ row: { original } }) => {
        const label = whyAsked(original.route, words)
        return (
          <span title={label}>
            <StatusMark tone="amber" className="align-middle max-sm:max-w-52">
              {label}
            </StatusMark>
          </span>
        )
      },
    },
    slot: {
      meta: { width: 'w-56', phoneEnd: true },
      cell: ({ row: { original } }) => {
        const slot = original.refusal?.redelivery
        // The day is over and the carrier has not told how it ended.
        if (slot && slot.date < localDate(now, how.timeZone)) {
          return <StageCell tone="red" label={r('list.noWord', { slot: formatSlot(slot, locale) })} />
        }
        return slot ? (
          <StageCell tone="blue" label={formatSlot(slot, locale)} />
        ) : (
          <StageCell tone="amber" label={r('list.toAgree')} />
        )
      },
    },
    signs: {
      meta: { width: search.peek === null ? 'w-72' : 'w-56', phoneEnd: true },
      cell: ({ row: { original } }) => {
        const signs = original.refusal?.signs ?? []
        if (signs.length === 0) return quiet('—')
        const all = signs.map((sign) => signShort(sign, r)).join(', ')
        return (
          <span title={all}>
            <StatusMark tone="amber" className="align-middle max-sm:max-w-56">
              {all}
            </StatusMark>
          </span>
        )
      },
    },
    route: {
      meta: tab === 'all' ? { from: 'md' } : { width: 'w-48', phoneEnd: true },
      cell: ({ row: { original } }) => routeCell(original.route, words, { plain: tab === 'all' }),
    },
    rule: {
      meta: { from: 'xl', quiet: true },
      cell: ({ row: { original } }) => {
        const text = ruleText(original.route, words)
        return <span title={text}>{text}</span>
      },
    },
    customer: {
      meta: { from: 'xl' },
      cell: ({ row: { original } }) =>
        original.customerName ? (
          <span title={original.customerName}>{original.customerName}</span>
        ) : (
          quiet(r('list.noCustomer'))
        ),
    },
    goods: {
      meta: { quiet: true },
      cell: ({ row: { original } }) => (
        <span className="flex gap-1.5">
          <span className="truncate" title={original.goods ?? undefined}>
            {original.goods}
          </span>
          {original.lines > 1 ? quiet(`+${original.lines - 1}`) : null}
          {asides(original.refusal).map((aside) => (
            <span key={aside} className="text-ink-3">{`· ${aside}`}</span>
          ))}
        </span>
      ),
    },
    amount: {
      meta: { width: 'w-26', numeric: true, from: tab === 'storage' ? 'lg' : 'xl' },
      cell: ({ row: { original } }) => money(original.amount, original.currency),
    },
    reason: {
      meta: { from: 'xl', quiet: true },
      cell: ({
        row: {
          original: { refusal },
        },
      }) => {
        if (!refusal) return quiet('—')
        const { confirmedReason, differs } = refusal
        return (
          <>
            {differs > 0 ? (
              <Icon
                name="info"
                size={13}
                label={
                  confirmedReason ? r('list.hubSays', { reason: reason(confirmedReason) }) : r('list.differs')
                }
                className="text-amber"
              />
            ) : null}
            {refusal.reason ? reason(refusal.reason) : quiet(r('card.noReason'))}
            {confirmedReason ? <span className="text-ink">{` → ${reason(confirmedReason)}`}</span> : null}
          </>
        )
      },
    },
    courier: {
      meta: { from: 'xl', quiet: true },
      cell: ({
        row: {
          original: { refusal },
        },
      }) => refusal?.courier ?? refusal?.carrierName ?? '—',
    },
    hub: {
      meta: { from: 'xl', quiet: true },
      cell: ({ row: { original } }) => {
        const hub = original.refusal?.hub
        return hub ? <span title={hub}>{hub}</span> : '—'
      },
    },
    refused: {
      meta: { width: 'w-36', from: 'lg', quiet: true },
      cell: ({ row: { original } }) => (original.refusal ? dateTime(original.refusal.refusedAt) : '—'),
    },
    storage: {
      meta:
        tab === 'storage' ? { width: 'w-36', phoneEnd: true } : { width: 'w-33', numeric: true, from: 'md' },
      cell: ({
        row: {
          original: { storageDueAt },
        },
      }) => {
        if (!storageDueAt) return quiet('—')
        const late = storageDueAt <= now
        return (
          <span className={late ? 'font-medium text-red-ink' : ''}>
            {late ? (
              <Icon
                name="triangle-exclamation-point"
                size={13}
                label={r('list.ended')}
                className="mr-1.5 inline align-[-2px]"
              />
            ) : null}
            {formatWeekday(lastDayOf(storageDueAt, how.timeZone), locale)}
          </span>
        )
      },
    },
    waiting: {
      meta: { width: 'w-22', numeric: true },
      cell: ({ row: { original } }) => {
        // In dispute they wait for a word, wherever the parcel is by then.
        const since = (tab === 'disputed' ? original.refusal?.disputedAt : null) ?? original.stageSince
        return (
          <time dateTime={since.toISOString()} title={dateTime(since)}>
            {waiting(since)}
          </time>
        )
      },
    },
  }
  return shownColumns(search).map((id) =>
    helper.display({ ...defined[id], id, header: r(`list.column.${id}`) }),
  )
}
