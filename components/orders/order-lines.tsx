import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { caseHref } from '@/lib/cases/search'
import type { OrderPage } from '@/lib/orders/queries'
import type { Words } from './words'

type OrderLinesProps = { order: OrderPage; merchantSlug: string; words: Words; now: Date }

/** What was sold, with what may still be returned of it and who has taken the rest. */
export function OrderLines({ order, merchantSlug, words, now }: OrderLinesProps) {
  const { t, money, dateTime } = words
  const cell = 'border-b border-hairline px-3 py-2.5 align-top'
  const head = 'h-9 border-y border-hairline bg-sunken px-3 text-xs font-medium whitespace-nowrap text-ink-2'
  return (
    <table className="w-full border-separate border-spacing-0 text-left">
      <thead className="max-sm:sr-only">
        <tr>
          <th scope="col" className={head}>
            {t('lines.goods')}
          </th>
          <th scope="col" className={`${head} text-right`}>
            {t('lines.price')}
          </th>
          <th scope="col" className={`${head} text-right`}>
            {t('lines.sold')}
          </th>
          <th scope="col" className={`${head} text-right`}>
            {t('lines.left')}
          </th>
          <th scope="col" className={`${head} text-right max-md:hidden`}>
            {t('lines.sum')}
          </th>
        </tr>
      </thead>
      <tbody>
        {order.lines.map((line) => (
          <tr key={line.id} className="max-sm:grid max-sm:grid-cols-3">
            <td className={`${cell} max-sm:col-span-3 max-sm:border-b-0 max-sm:px-0 max-sm:pb-0`}>
              <span className="block break-words">{line.name}</span>
              <span className="block text-sm break-all text-ink-3">{line.sku}</span>
              {line.claims.map((claim) => (
                <span key={claim.caseId} className="mt-1 flex items-start gap-1.5 text-sm text-ink-2">
                  <Icon name="undo-2" size={14} className="mt-0.75 text-ink-3" />
                  <span>
                    {t.rich('lines.claim', {
                      count: claim.quantity,
                      number: String(claim.caseNumber),
                      who: claim.actorName ?? t('lines.system'),
                      when: dateTime(claim.at, now),
                      link: (chunks) => (
                        <Link
                          href={caseHref(merchantSlug, claim.caseNumber) as Route}
                          className="font-medium text-accent-ink underline-offset-2 hover:underline"
                        >
                          {chunks}
                        </Link>
                      ),
                    })}
                  </span>
                </span>
              ))}
            </td>
            <Figure name={t('lines.price')} className={cell}>
              {money(line.unitPrice, order.currency)}
            </Figure>
            <Figure name={t('lines.sold')} className={cell}>
              {line.quantity}
            </Figure>
            <Figure
              name={t('lines.left')}
              className={`${cell} ${line.left === 0 ? 'text-ink-3' : 'font-medium'}`}
            >
              {line.left}
            </Figure>
            <td className={`${cell} text-right max-md:hidden`}>
              {money(line.unitPrice * line.quantity, order.currency)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="max-sm:flex max-sm:justify-between">
          <th scope="row" colSpan={3} className="px-3 py-2.5 font-normal text-ink-2 max-sm:px-0 md:hidden">
            {t('lines.total')}
          </th>
          <th scope="row" colSpan={4} className="px-3 py-2.5 font-normal text-ink-2 max-md:hidden">
            {t('lines.total')}
          </th>
          <td className="px-3 py-2.5 text-right font-medium whitespace-nowrap max-sm:px-0">
            {money(order.total, order.currency)}
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** A figure that on a phone has its name above it. */
function Figure({ name, className, children }: { name: string; className: string; children: ReactNode }) {
  return (
    <td className={`${className} text-right whitespace-nowrap max-sm:px-0 max-sm:text-left`}>
      <span aria-hidden className="block text-xs font-normal text-ink-3 sm:hidden">
        {name}
      </span>
      {children}
    </td>
  )
}
