import { columnsOf, type TableColumn } from '@/components/data-table/columns'
import { flagWords } from '@/components/cases/flags'
import { StageCell, stageTone } from '@/components/cases/stage'
import { reasonName } from '@/components/cases/words'
import { Icon } from '@/components/ui/icon'
import type { ReasonName } from '@/lib/cases/queries'
import { caseHref, caseNumber } from '@/lib/cases/search'
import { formatSlot, formatWeekday } from '@/lib/i18n/format'
import type { RefusalRow } from '@/lib/refusals/listed'
import { refusalAllows } from '@/lib/refusals/machine'
import type { RefusalSearch, RefusalTab } from '@/lib/refusals/search'
import { lastDayOf } from '@/lib/deadlines/rules'
import { caseListOf } from './neighbours'
import { quiet, routeCell, ruleText, whyAsked } from './route-cells'
import { signShort } from './signs'
import type { RefusalWords } from './words'

const refusalColumns = [
  'number',
  'stage',
  'why',
  'slot',
  'signs',
  'route',
  'rule',
  'order',
  'customer',
  'goods',
  'reason',
  'courier',
  'hub',
  'refused',
  'storage',
  'waiting',
] as const
type RefusalColumn = (typeof refusalColumns)[number]

/** What each queue has to show for a decision; as much as a laptop has room for. */
const shown: Record<RefusalTab, readonly RefusalColumn[]> = {
  needs_route: ['number', 'why', 'order', 'customer', 'goods', 'reason', 'storage', 'waiting'],
  redelivery: ['number', 'slot', 'rule', 'customer', 'goods', 'reason', 'storage', 'waiting'],
  storage: ['number', 'storage', 'hub', 'route', 'order', 'customer', 'goods', 'reason'],
  disputed: ['number', 'signs', 'courier', 'customer', 'goods', 'reason', 'route'],
  moving: ['number', 'route', 'rule', 'order', 'customer', 'goods', 'reason', 'waiting'],
  arrived: ['number', 'route', 'rule', 'order', 'customer', 'goods', 'reason', 'waiting'],
  all: ['number', 'stage', 'route', 'rule', 'goods', 'reason', 'refused'],
}
const besidePeek = new Set<RefusalColumn>([
  'number',
  'stage',
  'why',
  'slot',
  'signs',
  'route',
  'goods',
  'waiting',
])

export function shownColumns({ tab, peek }: RefusalSearch): RefusalColumn[] {
  return shown[tab].filter((column) => peek === null || besidePeek.has(column))
}

/** Whether the row can be sent elsewhere together with others. */
export function canBeSent({ kind, custody }: RefusalRow): boolean {
  return refusalAllows('override', { kind, custody, route: null, disputed: false })
}

const helper = columnsOf<RefusalRow>()

/** The columns of the queue, each defined once. */
export function refusalTableColumns(
  slug: string,
  search: RefusalSearch,
  words: RefusalWords,
  how: { reasons: ReasonName[]; timeZone: string; selectable: boolean },
): TableColumn<RefusalRow>[] {
  const { t, r, locale, now, dateTime, waiting } = words
  const reasonOf = new Map(how.reasons.map((reason) => [reason.code, reason]))
  const within = caseListOf(search.tab)
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
              className="check mr-2.5 align-[-3px]"
              name="case"
              value={original.caseId}
              data-number={original.number}
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
      meta: { width: 'w-36', phoneEnd: true },
      cell: ({ row: { original } }) => (
        <StageCell tone={stageTone[original.stage]} label={t(`stage.${original.stage}`)} />
      ),
    },
    why: {
      meta: { width: 'w-40', phoneEnd: true },
      cell: ({ row: { original } }) => <StageCell tone="amber" label={whyAsked(original.route, words)} />,
    },
    slot: {
      meta: { width: 'w-56', phoneEnd: true },
      cell: ({ row: { original } }) => {
        const slot = original.refusal?.redelivery
        return slot ? (
          <StageCell tone="blue" label={formatSlot(slot, locale)} />
        ) : (
          <StageCell tone="amber" label={r('list.toAgree')} />
        )
      },
    },
    signs: {
      meta: { width: 'w-56', phoneEnd: true },
      cell: ({ row: { original } }) => {
        const signs = original.refusal?.signs ?? []
        const [first, ...more] = signs
        if (!first) return quiet('—')
        return (
          <>
            <StageCell tone="amber" label={signShort(first, r)} />
            {more.length > 0 ? (
              <abbr
                title={signs.map((sign) => signShort(sign, r)).join(', ')}
                className="ml-1.5 text-ink-3 no-underline"
              >{`+${more.length}`}</abbr>
            ) : null}
          </>
        )
      },
    },
    route: {
      meta: {
        width: search.tab === 'all' ? 'w-44' : 'w-48',
        phoneEnd: search.tab !== 'all' && search.tab !== 'disputed',
        from: routeFrom[search.tab],
      },
      cell: ({ row: { original } }) => routeCell(original.route, words),
    },
    rule: {
      meta: { width: search.tab === 'all' ? 'w-36' : 'w-40', from: 'lg', quiet: true },
      cell: ({ row: { original } }) => ruleText(original.route, words),
    },
    order: {
      meta: { width: 'w-26', from: 'lg', quiet: true },
      cell: ({ row: { original } }) =>
        original.trackingNumber ? (
          <span title={original.trackingNumber}>{original.orderNumber}</span>
        ) : (
          original.orderNumber
        ),
    },
    customer: {
      meta: { from: 'md' },
      cell: ({ row: { original } }) => original.customerName ?? quiet(r('list.noCustomer')),
    },
    goods: {
      meta: { quiet: true },
      cell: ({ row: { original } }) => (
        <span className="flex gap-1.5">
          <span className="truncate">{original.goods}</span>
          {original.lines > 1 ? quiet(`+${original.lines - 1}`) : null}
          {asides(original.refusal).map((aside) => (
            <span key={aside} className="text-ink-3">{`· ${aside}`}</span>
          ))}
        </span>
      ),
    },
    reason: {
      meta: { width: search.tab === 'all' ? 'w-40' : 'w-44', from: 'md', quiet: true },
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
      meta: { width: 'w-36', from: 'lg', quiet: true },
      cell: ({
        row: {
          original: { refusal },
        },
      }) => refusal?.courier ?? refusal?.carrierName ?? '—',
    },
    hub: {
      meta: { width: 'w-32', from: 'xl', quiet: true },
      cell: ({ row: { original } }) => original.refusal?.hub ?? '—',
    },
    refused: {
      meta: { width: 'w-36', from: 'lg', quiet: true },
      cell: ({ row: { original } }) => (original.refusal ? dateTime(original.refusal.refusedAt) : '—'),
    },
    storage: {
      meta: { width: 'w-28', numeric: true, from: search.tab === 'storage' ? undefined : 'md' },
      cell: ({
        row: {
          original: { storageDueAt },
        },
      }) => {
        if (!storageDueAt) return quiet('—')
        const late = storageDueAt <= now
        return (
          <span className={late ? 'font-medium text-red-ink' : ''} title={late ? r('list.ended') : undefined}>
            {formatWeekday(lastDayOf(storageDueAt, how.timeZone), locale)}
          </span>
        )
      },
    },
    waiting: {
      meta: { width: 'w-20', numeric: true },
      cell: ({ row: { original } }) => (
        <time dateTime={original.stageSince.toISOString()} title={dateTime(original.stageSince)}>
          {waiting(original.stageSince)}
        </time>
      ),
    },
  }
  return refusalColumns.map((id) => helper.display({ ...defined[id], id, header: r(`list.column.${id}`) }))
}

/** Where another column says more, the way gives place to it on a phone. */
const routeFrom: Partial<Record<RefusalTab, 'md'>> = { all: 'md', disputed: 'md' }
