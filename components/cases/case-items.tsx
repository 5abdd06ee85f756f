import { Icon } from '@/components/ui/icon'
import { Badge } from '@/components/ui/status-pill'
import type { CaseItem, CasePage } from '@/lib/cases/reading'
import { reasonName, type Words } from './words'

const voices = ['customer', 'courier', 'warehouse'] as const

/** The items with what three people say of them, and how many were asked for, collected and received. */
export function CaseItems({ page, words }: { page: CasePage; words: Words }) {
  const { t, money } = words
  const { currency } = page.order
  const total = page.items.reduce((sum, item) => sum + item.unitPrice * item.quantity, 0)
  return (
    <>
      <ul>
        {page.items.map((item) => (
          <li
            key={item.id}
            className="flex flex-wrap gap-x-6 gap-y-2 border-hairline py-3 not-first:border-t first:pt-0"
          >
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-medium break-words">{item.name}</p>
              <p className="tabular text-sm text-ink-3">
                {item.sku} · {money(item.unitPrice, currency)}
              </p>
              <Reasons item={item} page={page} words={words} />
              {item.note ? (
                <p className="mt-1.5 border-l-2 border-edge pl-2.5 text-ink-2">{item.note}</p>
              ) : null}
            </div>
            <div className="flex items-start gap-4">
              <Quantity name={t('card.asked')} value={item.quantity} />
              <Quantity name={t('card.collected')} value={item.collected} short={isShort(page, item)} />
              <Quantity
                name={t('card.received')}
                value={item.received}
                short={page.custody === 'received' && item.received < item.collected}
              />
            </div>
            {item.disposition ? (
              <p className="basis-full">
                <Badge tone="green">
                  {t('card.fate')}: {t(`disposition.${item.disposition}`)}
                </Badge>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="flex justify-between gap-4 border-t border-hairline pt-3">
        <span className="text-ink-2">{t('card.sum')}</span>
        <span className="tabular font-medium">{money(total, currency)}</span>
      </p>
    </>
  )
}

/** Collected less than asked for, once something was collected at all. */
function isShort(page: CasePage, item: CaseItem): boolean {
  return page.custody !== 'customer' && item.collected < item.quantity
}

function Quantity({ name, value, short }: { name: string; value: number; short?: boolean }) {
  return (
    <span className="w-16 text-right">
      <span className="block text-xs text-ink-3">{name}</span>
      <span
        className={`tabular ${short ? 'font-medium text-red-ink' : value === 0 ? 'text-ink-3' : 'font-medium'}`}
      >
        {value}
      </span>
    </span>
  )
}

function Reasons({ item, page, words: { t, locale } }: { item: CaseItem; page: CasePage; words: Words }) {
  const given = voices.filter((voice) => item.reasons[voice] !== null)
  const different = new Set(given.map((voice) => item.reasons[voice])).size > 1
  if (given.length === 0) {
    return (
      <p className="mt-1 text-sm text-ink-3">
        {t('card.reasons')}: {t('card.noReason')}
      </p>
    )
  }
  return (
    <ul className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      {given.map((voice) => {
        const code = item.reasons[voice] ?? ''
        return (
          <li key={voice}>
            <span className="text-ink-3">{t(`card.voice.${voice}`)}:</span>{' '}
            {reasonName(page.reasons[code], code, locale)}
          </li>
        )
      })}
      {different ? (
        <li className="flex items-center gap-1 text-amber-ink">
          <Icon name="info" size={13} />
          {t('card.disagree')}
        </li>
      ) : null}
    </ul>
  )
}
