import { Table, Td, Th, Tr } from '@/components/ui/table'
import { formatPhone } from '@/lib/i18n/format'
import type { ImportPreview, PreviewRow } from '@/lib/imports/queries'
import { verdictRemarks } from './reasons'
import { KindMark } from './status'
import type { Words } from './words'

/** The first rows as they will be understood, each with what it is and why. */
export function PreviewTable({ preview, words }: { preview: ImportPreview; words: Words }) {
  const { t } = words
  return (
    // As wide as a shop's own names are: scrolls by itself at any width.
    <div className="overflow-x-auto [&_th]:top-0!">
      <Table label={t('tables.preview')}>
        <thead>
          <tr>
            <Th numeric>{t('draft.line')}</Th>
            <Th>{t('draft.kind')}</Th>
            <Th>{t('draft.order')}</Th>
            <Th>{t('fields.placedAt')}</Th>
            <Th>{t('fields.sku')}</Th>
            <Th>{t('fields.name')}</Th>
            <Th numeric>{t('fields.quantity')}</Th>
            <Th numeric>{t('fields.unitPrice')}</Th>
            <Th>{t('draft.customer')}</Th>
            <Th>{t('draft.remark')}</Th>
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <Row key={row.line} row={row} names={preview.names} words={words} />
          ))}
        </tbody>
      </Table>
    </div>
  )
}

function Row({ row, names, words }: { row: PreviewRow; names: readonly string[]; words: Words }) {
  const { t, number, money, dateTime } = words
  const { verdict } = row
  const remarks = verdictRemarks(t, verdict, names)
  const remark = (
    <Td className={`max-w-96 py-1.5 ${verdict.kind === 'refused' ? 'text-red-ink' : 'text-ink-2'}`}>
      <span className="block min-w-52 whitespace-normal">{remarks.join('; ')}</span>
    </Td>
  )
  const begin = (
    <>
      <Td numeric className="text-ink-3">
        {number(row.line)}
      </Td>
      <Td>
        <KindMark t={t} kind={verdict.kind} />
      </Td>
    </>
  )
  if (verdict.kind !== 'line' && verdict.kind !== 'cancellation')
    return (
      <Tr>
        {begin}
        <Td colSpan={7} className="max-w-96 text-ink-3">
          <span className="block truncate">{row.cells.filter((cell) => cell.trim()).join(' · ')}</span>
        </Td>
        {remark}
      </Tr>
    )
  const {
    orderNumber,
    placedAt,
    sku,
    name,
    quantity,
    unitPrice,
    currency,
    customerName,
    customerRef,
    phone,
  } = verdict.facts
  return (
    <Tr>
      {begin}
      <Td className="font-medium">{orderNumber}</Td>
      <Td>{dateTime(placedAt)}</Td>
      <Td>{sku}</Td>
      <Td className="max-w-72">
        <span className="block truncate">{name}</span>
      </Td>
      <Td numeric>{number(verdict.kind === 'cancellation' ? -quantity : quantity)}</Td>
      <Td numeric>{money(unitPrice, currency)}</Td>
      <Td className="max-w-52">
        <span className="block truncate">
          {customerName ?? (phone ? formatPhone(phone) : (customerRef ?? '—'))}
        </span>
      </Td>
      {remark}
    </Tr>
  )
}
