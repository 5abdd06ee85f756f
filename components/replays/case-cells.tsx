import type { Route } from 'next'
import Link from 'next/link'
import { Td } from '@/components/ui/table'
import { caseHref, caseNumber } from '@/lib/cases/search'
import { orderHref } from '@/lib/orders/search'

type CaseCellsProps = {
  merchantSlug: string
  number: number
  orderNumber: string
  /** How wide the order's number may be. */
  orderWidth: 'max-w-36' | 'max-w-48'
}

/** A case that was judged anew, and its order: each opens. */
export function CaseCells({ merchantSlug, number, orderNumber, orderWidth }: CaseCellsProps) {
  return (
    <>
      <Td>
        <Link
          href={caseHref(merchantSlug, number) as Route}
          className="font-medium underline decoration-edge underline-offset-4 hover:decoration-accent"
        >
          {caseNumber(number)}
        </Link>
      </Td>
      <Td className={orderWidth}>
        <Link
          href={orderHref(merchantSlug, orderNumber) as Route}
          className="block truncate text-ink-2 hover:text-ink hover:underline"
        >
          {orderNumber}
        </Link>
      </Td>
    </>
  )
}
