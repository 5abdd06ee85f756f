import type { getTranslations } from 'next-intl/server'

type Translate = Awaited<ReturnType<typeof getTranslations<'carriers'>>>

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** What a message says it is about, in a line. */
export function aboutText(raw: Record<string, unknown>, t: Translate): string {
  const said = [
    textOf(raw.orderNumber) && t('order', { number: textOf(raw.orderNumber) }),
    textOf(raw.trackingNumber) && t('tracking', { number: textOf(raw.trackingNumber) }),
    textOf(raw.pickupId) && t('pickup', { id: textOf(raw.pickupId) }),
    textOf(raw.comment) && `«${textOf(raw.comment)}»`,
  ].filter(Boolean)
  return said.length > 0 ? said.join(' · ') : t('noSubject')
}

/** The message word for word, folded. */
export function RawMessage({ raw, label }: { raw: Record<string, unknown>; label: string }) {
  return (
    <details className="mt-2">
      <summary className="w-fit text-sm text-ink-2 hover:text-ink">{label}</summary>
      <pre className="mt-2 max-h-80 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs" tabIndex={0}>
        {JSON.stringify(raw, null, 2)}
      </pre>
    </details>
  )
}
