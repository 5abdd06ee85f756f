import { columnsOf, type TableColumn } from '@/components/data-table/columns'
import { flagWords } from '@/components/cases/flags'
import { StageCell, stageTone } from '@/components/cases/stage'
import { reasonName } from '@/components/cases/words'
import { Icon } from '@/components/ui/icon'
import { StatusMark } from '@/components/ui/status-pill'
import type { ReasonName } from '@/lib/cases/queries'
import { caseHref, caseNumber } from '@/lib/cases/search'
import { formatPlainDate, formatSlot, formatWeekday } from '@/lib/i18n/format'
import type { RefusalRow } from '@/lib/refusals/listed'
import { refusalAllows } from '@/lib/refusals/machine'
import type { RefusalSearch } from '@/lib/refusals/search'
import { lastDayOf } from '@/lib/deadlines/rules'
import { localDate } from '@/lib/time'
import { caseListOf } from './neighbours'
import { quiet, routeCell, ruleText, whyAsked } from './route-cells'
import { shownColumns, type RefusalColumn } from './shown-columns'
import { signShort } from './signs'
import type { RefusalWords } from './words'

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
  const beside = search.peek !== null
  const columns = shownColumns(search, how.selectable)
  const reasonOf = new Map(how.reasons.map((reason) => [reason.code, reason]))
  const within = caseListOf(tab)
  const reason = (code: string) => reasonName(reasonOf.get(code), code, locale)
  const asides = (refusal: RefusalRow['refusal']) => [
    ...(refusal?.extent === 'partial' ? [r('list.part')] : []),
    ...(refusal && refusal.attempt > 1 && !columns.includes('attempt')
      ? [r('card.attempt', { attempt: String(refusal.attempt) })]
      : []),
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
      meta: { width: beside ? 'w-56' : 'w-[23%]', phoneEnd: true },
      cell: ({ row: { original } }) => {
        const label = whyAsked(original.route, words)
        const claimed = original.refusal?.reason
        return (
          <span title={claimed ? `${label}; ${r('list.courierSays', { reason: reason(claimed) })}` : label}>
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
          return (
            <span title={formatSlot(slot, locale)}>
              <StatusMark tone="red" className="align-middle">
                {r('list.noWord', { day: formatWeekday(slot.date, locale) })}
              </StatusMark>
            </span>
          )
        }
        return slot ? (
          <StageCell tone="blue" label={formatSlot(slot, locale)} />
        ) : (
          <StageCell tone="amber" label={r('list.toAgree')} />
        )
      },
    },
    signs: {
      meta: { width: beside ? 'w-56' : 'w-[32%]', phoneEnd: true },
      cell: ({ row: { original } }) => {
        const signs = original.refusal?.signs ?? []
        if (signs.length === 0) return quiet('—')
        const all = signs.map((sign) => signShort(sign, r)).join(', ')
        return (
          <span title={all}>
            <StatusMark tone="amber" className="align-middle max-sm:max-w-52">
              {all}
            </StatusMark>
          </span>
        )
      },
    },
    route: {
      meta:
        tab === 'all'
          ? { width: beside ? 'w-[24%]' : 'w-[16%]', from: 'md' }
          : { width: 'w-48', phoneEnd: true },
      cell: ({ row: { original } }) => routeCell(original.route, words, { plain: tab === 'all' }),
    },
    rule: {
      meta: { width: tab === 'all' ? 'w-33' : 'w-[14%]', from: 'xl', quiet: true },
      cell: ({ row: { original } }) => {
        const text = ruleText(original.route, words)
        // Where more columns stand beside it, its number says which.
        return <span title={text}>{tab === 'all' ? ruleText(original.route, words, true) : text}</span>
      },
    },
    customer: {
      meta: { width: tab === 'redelivery' ? 'w-[18%]' : 'w-[15%]', from: 'xl' },
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
      meta: { width: tab === 'all' ? 'w-[15%]' : 'w-[17%]', from: 'xl', quiet: true },
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
      meta: { width: 'w-[13%]', from: 'xl', quiet: true },
      cell: ({
        row: {
          original: { refusal },
        },
      }) => refusal?.courier ?? refusal?.carrierName ?? '—',
    },
    hub: {
      meta: { width: 'w-[26%]', from: 'xl', quiet: true },
      cell: ({ row: { original } }) => {
        const hub = original.refusal?.hub
        return hub ? <span title={hub}>{hub}</span> : '—'
      },
    },
    refused: {
      meta: { width: 'w-30', from: 'lg', quiet: true },
      cell: ({ row: { original } }) => {
        const at = original.refusal?.refusedAt
        if (!at) return '—'
        const day = localDate(at, how.timeZone)
        const thisYear = day.slice(0, 4) === localDate(now, how.timeZone).slice(0, 4)
        return (
          <time dateTime={at.toISOString()} title={dateTime(at)}>
            {thisYear ? formatWeekday(day, locale) : formatPlainDate(day, locale)}
          </time>
        )
      },
    },
    attempt: {
      meta: { width: 'w-24', from: 'lg', numeric: true, quiet: true },
      cell: ({ row: { original } }) => original.refusal?.attempt ?? '—',
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
    step: {
      meta: { width: 'w-38', from: 'xl', numeric: true },
      cell: ({ row: { original } }) =>
        canBeSent(original) ? (
          <button
            type="button"
            name="send"
            aria-label={r('select.route', { number: caseNumber(original.number) })}
            className="-mr-1.5 h-7 rounded-md px-1.5 font-medium text-accent-ink -outline-offset-2 hover:bg-accent-soft"
          >
            {r('step.overrideFirst')}
          </button>
        ) : null,
    },
  }
  const headOf = (id: RefusalColumn) =>
    r(id === 'rule' && tab === 'all' ? 'list.name.rule' : `list.column.${id}`)
  return columns.map((id) => helper.display({ ...defined[id], id, header: headOf(id) }))
}
