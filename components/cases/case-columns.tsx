import { columnsOf, type TableColumn } from '@/components/data-table/columns'
import { Icon } from '@/components/ui/icon'
import { caseHref, caseNumber, caseColumns, type CaseColumn, type CaseSearch } from '@/lib/cases/search'
import { stages } from '@/lib/cases/machine'
import type { CaseRow } from '@/lib/cases/listed'
import type { ReasonName } from '@/lib/cases/queries'
import { formatSlot } from '@/lib/i18n/format'
import type { Tone } from '@/components/ui/status-pill'
import type { Outcome } from '@/lib/policies/verdict'
import { FlagsCell, flagWords } from './flags'
import { StageCell, stageTone, waitingStages } from './stage'
import { reasonName, type Words } from './words'

const helper = columnsOf<CaseRow>()

const verdictTone: Record<Outcome, Tone> = {
  within: 'green',
  outside: 'red',
  not_returnable: 'red',
  review: 'amber',
}

/** The columns of the list of returns, each defined once: head, cell, width, order, and from which screen on it shows. */
export function caseTableColumns(
  slug: string,
  search: CaseSearch,
  words: Words,
  reasons: ReasonName[],
): TableColumn<CaseRow>[] {
  const { t, locale, dateTime, money, waiting } = words
  const stageNames = Object.fromEntries(stages.map((stage) => [stage, t(`stage.${stage}`)]))
  const reasonOf = new Map(reasons.map((reason) => [reason.code, reason]))
  const inWords = search.columns.includes('flags') && search.peek === null
  const head = (key: CaseColumn) => t(`list.column.${key}`)
  const defined: Record<CaseColumn, Omit<TableColumn<CaseRow>, 'id' | 'header'>> = {
    number: {
      meta: { width: 'w-28' },
      cell: ({ row: { original } }) => (
        <>
          <a href={caseHref(slug, original.number, search)}>{caseNumber(original.number)}</a>
          {original.flags.length > 0 ? (
            <Icon
              name="triangle-exclamation-point"
              size={13}
              label={flagWords(original.flags, t)}
              className={`mr-0! ml-1.5 text-amber ${inWords ? 'md:hidden!' : ''}`}
            />
          ) : null}
        </>
      ),
    },
    stage: {
      meta: { width: 'w-48', phoneEnd: true },
      cell: ({ row: { original } }) => (
        <StageCell
          tone={original.asked ? 'blue' : stageTone[original.stage]}
          label={original.asked ? t('askedShort') : (stageNames[original.stage] ?? original.stage)}
        />
      ),
    },
    order: { meta: { width: 'w-32', from: 'lg', quiet: true }, cell: ({ row }) => row.original.orderNumber },
    customer: {
      meta: {},
      cell: ({ row: { original } }) =>
        original.customerName ?? <span className="text-ink-3">{t('list.noCustomer')}</span>,
    },
    goods: {
      meta: { from: 'md', quiet: true },
      cell: ({ row: { original } }) =>
        original.lines > 1 ? (
          <span className="flex gap-1.5">
            <span className="truncate">{original.goods}</span>
            <span className="text-ink-3">{`+${original.lines - 1}`}</span>
          </span>
        ) : (
          original.goods
        ),
    },
    reason: {
      meta: { width: 'w-44', from: 'lg', quiet: true },
      cell: ({ row: { original } }) =>
        original.reason ? (
          reasonName(reasonOf.get(original.reason), original.reason, locale)
        ) : (
          <span className="text-ink-3">{t('card.noReason')}</span>
        ),
    },
    verdict: {
      meta: { width: 'w-48', from: 'lg' },
      cell: ({ row: { original } }) =>
        original.verdict ? (
          <StageCell tone={verdictTone[original.verdict]} label={t(`verdict.${original.verdict}`)} />
        ) : (
          <span className="text-ink-3">{t('verdict.none')}</span>
        ),
    },
    flags: {
      meta: { width: 'w-56', from: 'md' },
      cell: ({ row: { original } }) => <FlagsCell flags={original.flags} t={t} />,
    },
    amount: {
      meta: { width: 'w-28', numeric: true },
      cell: ({ row: { original } }) => money(original.amount, original.currency),
    },
    waiting: {
      meta: { width: 'w-24', numeric: true, from: 'md', sort: 'waiting' },
      cell: ({ row: { original } }) =>
        waitingStages.includes(original.stage) ? (
          <time dateTime={original.stageSince.toISOString()} title={dateTime(original.stageSince)}>
            {waiting(original.stageSince)}
          </time>
        ) : (
          <span className="text-ink-3">—</span>
        ),
    },
    slot: {
      meta: { width: 'w-52', from: 'lg', quiet: true },
      cell: ({ row: { original } }) => (original.slot ? formatSlot(original.slot, locale) : '—'),
    },
    location: {
      meta: { width: 'w-44', from: 'lg', quiet: true },
      cell: ({ row: { original } }) => original.locationName ?? '—',
    },
    kind: {
      meta: { width: 'w-44', from: 'lg', quiet: true },
      cell: ({ row: { original } }) => t(`kind.${original.kind}`),
    },
    created: {
      meta: { width: 'w-40', from: 'lg', sort: 'created', quiet: true },
      cell: ({ row: { original } }) => dateTime(original.createdAt),
    },
    updated: {
      meta: { width: 'w-40', from: 'lg', sort: 'updated', quiet: true },
      cell: ({ row: { original } }) => dateTime(original.updatedAt),
    },
  }
  return caseColumns.map((id) => helper.display({ ...defined[id], id, header: head(id) }))
}
