import type { Route } from 'next'
import Form from 'next/form'
import { columnsOf, type TableColumn } from '@/components/data-table/columns'
import { DataTable } from '@/components/data-table/data-table'
import { Pager } from '@/components/data-table/list-bar'
import { TableKeys } from '@/components/data-table/table-keys'
import { screenHref } from '@/components/shell/navigation'
import { Input } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Caller } from '@/lib/caller'
import { formatPhone } from '@/lib/i18n/format'
import { listOrders, type OrderRow } from '@/lib/orders/queries'
import { orderHref, orderSearchHref, type OrderCursor, type OrderSearch } from '@/lib/orders/search'
import { orderWords, type Words } from './words'

const shown = ['number', 'placed', 'customer', 'phone', 'units', 'total', 'handedOver', 'returns']

/** The list of orders in the state that the address says. */
export async function OrderListScreen({ caller, search }: { caller: Caller; search: OrderSearch }) {
  const { slug } = caller.merchant
  const [words, list] = await Promise.all([orderWords(caller.merchant), listOrders(caller, search)])
  const { t } = words
  const fresh = list.orders.length === 0 && search.q === '' && !search.cursor
  const turn = (cursor: OrderCursor | null) => (cursor ? orderSearchHref(slug, { ...search, cursor }) : null)
  return (
    <TableKeys>
      <PageHeader title={t('title')} description={t('lead')} />
      {fresh ? (
        <Fresh caller={caller} words={words} />
      ) : (
        <>
          <Form
            action={orderSearchHref(slug) as Route}
            role="search"
            aria-label={t('title')}
            className="mb-4 flex max-w-xl gap-2"
          >
            <div className="min-w-0 flex-1">
              <Input
                key={search.q}
                type="search"
                name="q"
                icon="search"
                defaultValue={search.q}
                aria-label={t('search')}
                placeholder={t('search')}
                maxLength={100}
                autoComplete="off"
                spellCheck={false}
              />
            </div>
            <SubmitButton variant="secondary">{t('find')}</SubmitButton>
            {search.q ? (
              <LinkButton href={orderSearchHref(slug)} variant="ghost">
                {t('clear')}
              </LinkButton>
            ) : null}
          </Form>
          {list.orders.length === 0 ? (
            <EmptyState
              icon="search-x"
              title={t('nothingTitle')}
              action={
                <LinkButton href={orderSearchHref(slug)} variant="primary">
                  {t('all')}
                </LinkButton>
              }
            >
              {search.q ? t('nothingText', { q: search.q }) : null}
            </EmptyState>
          ) : (
            <>
              <DataTable
                label={t('table')}
                columns={orderColumns(slug, words)}
                rows={list.orders}
                shown={shown}
                idOf={({ id }) => id}
                keyOf={({ number }) => number}
              />
              <Pager
                label={t('pages')}
                summary={t('shown', { count: list.orders.length })}
                previous={{ href: turn(list.previous), label: t('newer') }}
                next={{ href: turn(list.next), label: t('older') }}
              />
            </>
          )}
        </>
      )}
    </TableKeys>
  )
}

function Fresh({ caller, words: { t } }: { caller: Caller; words: Words }) {
  return (
    <EmptyState
      icon="shopping-bag"
      title={t('emptyTitle')}
      action={
        caller.can.has('import.run') ? (
          <LinkButton
            href={screenHref(caller.merchant.slug, 'imports')}
            variant="primary"
            icon="file-spreadsheet"
          >
            {t('emptyImport')}
          </LinkButton>
        ) : null
      }
    >
      {t('emptyText')}
    </EmptyState>
  )
}

const helper = columnsOf<OrderRow>()

function orderColumns(slug: string, { t, date, money }: Words): TableColumn<OrderRow>[] {
  const quiet = (text: string) => <span className="text-ink-3">{text}</span>
  return [
    helper.display({
      id: 'number',
      header: t('column.number'),
      meta: { width: 'w-36' },
      cell: ({ row: { original } }) => <a href={orderHref(slug, original.number)}>{original.number}</a>,
    }),
    helper.display({
      id: 'placed',
      header: t('column.placed'),
      meta: { width: 'w-32', quiet: true, phoneEnd: true },
      cell: ({ row: { original } }) => date(original.placedAt),
    }),
    helper.display({
      id: 'customer',
      header: t('column.customer'),
      meta: {},
      cell: ({ row: { original } }) => original.customerName ?? quiet(t('noName')),
    }),
    helper.display({
      id: 'phone',
      header: t('column.phone'),
      meta: { width: 'w-40', from: 'md', quiet: true },
      cell: ({ row: { original } }) => (original.phone ? formatPhone(original.phone) : '—'),
    }),
    helper.display({
      id: 'units',
      header: t('column.units'),
      meta: { width: 'w-20', numeric: true, from: 'lg', quiet: true },
      cell: ({ row: { original } }) => original.left + original.claimed,
    }),
    helper.display({
      id: 'total',
      header: t('column.total'),
      meta: { width: 'w-32', numeric: true },
      cell: ({ row: { original } }) => money(original.total, original.currency),
    }),
    helper.display({
      id: 'handedOver',
      header: t('column.handedOver'),
      meta: { width: 'w-32', from: 'xl', quiet: true },
      cell: ({ row: { original } }) =>
        original.handedOverAt ? date(original.handedOverAt) : quiet(t('notHandedOver')),
    }),
    helper.display({
      id: 'returns',
      header: t('column.returns'),
      meta: { width: 'w-28', from: 'md' },
      cell: ({ row: { original } }) =>
        original.claimed === 0
          ? quiet(t('returned.none'))
          : original.left === 0
            ? t('returned.all')
            : t('returned.part', { claimed: original.claimed, all: original.left + original.claimed }),
    }),
  ]
}
