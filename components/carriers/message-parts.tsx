import type { getTranslations } from 'next-intl/server'
import { Disclosure } from '@/components/ui/disclosure'
import { caseNumber } from '@/lib/cases/search'

type Translate = Awaited<ReturnType<typeof getTranslations<'carriers'>>>

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The end of an id that nobody reads whole; the whole of it stands in the message. */
const short = (id: string) => (id.length > 13 ? `…${id.slice(-8)}` : id)

/** What a message says it is about, in a line; `number`: of the return, where it is known, which says more than a task's id. */
export function aboutText(raw: Record<string, unknown>, t: Translate, number: number | null = null): string {
  const said = [
    textOf(raw.orderNumber) && t('order', { number: textOf(raw.orderNumber) }),
    textOf(raw.trackingNumber) && t('tracking', { number: textOf(raw.trackingNumber) }),
    number !== null && t('case', { number: caseNumber(number) }),
    number === null && textOf(raw.pickupId) && t('pickup', { id: short(textOf(raw.pickupId)) }),
    textOf(raw.comment) && `«${textOf(raw.comment)}»`,
  ].filter(Boolean)
  return said.length > 0 ? said.join(' · ') : t('noSubject')
}

/** The message word for word, folded. */
export function RawMessage({ raw, label }: { raw: Record<string, unknown>; label: string }) {
  return (
    <Disclosure title={label} className="mt-2 open:basis-full">
      <pre className="mt-2 max-h-80 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs" tabIndex={0}>
        {JSON.stringify(raw, null, 2)}
      </pre>
    </Disclosure>
  )
}
