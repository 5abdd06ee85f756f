import { getLocale, getTranslations } from 'next-intl/server'
import { Pager } from '@/components/data-table/list-bar'
import { TableKeys } from '@/components/data-table/table-keys'
import { screenHref } from '@/components/shell/navigation'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import { StatusPill } from '@/components/ui/status-pill'
import type { Caller } from '@/lib/caller'
import { caseHref, caseNumber } from '@/lib/cases/search'
import { parkedMessages, type MessageCursor, type ParkedMessage } from '@/lib/carriers/messages'
import { messagesHref } from '@/lib/carriers/search'
import { formatCapped, formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'

type Props = { caller: Caller; cursor: MessageCursor | null; now: Date }

/** What carriers sent and the system could not place: each word for word, why, and what to do. */
export async function ParkedMessages({ caller, cursor, now }: Props) {
  const { slug, timeZone } = caller.merchant
  const [list, t, cases, asked] = await Promise.all([
    parkedMessages(caller, cursor),
    getTranslations('carriers'),
    getTranslations('cases'),
    getLocale(),
  ])
  const locale = parseLocale(asked)
  const when = (moment: Date) => formatDateTime(moment, { locale, timeZone, now })
  const named = (type: string) => {
    const key = `event.${type}`
    return /^[a-z_]+\.[a-z_]+$/.test(type) && cases.has(key) ? cases(key) : null
  }
  const turn = (to: MessageCursor | null) => (to ? messagesHref(slug, to) : null)
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {list.messages.length === 0 ? (
        <EmptyState
          icon="circle-check"
          title={t('emptyTitle')}
          action={<LinkButton href={screenHref(slug, 'returns')}>{t('toReturns')}</LinkButton>}
        >
          {t('emptyText')}
        </EmptyState>
      ) : (
        <TableKeys>
          <ul aria-label={t('table')} className="border-y border-hairline">
            {list.messages.map((message) => (
              <li
                key={`${message.carrierName} ${message.id}`}
                className="border-hairline py-4 not-first:border-t"
              >
                <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
                  <div className="min-w-0 flex-1 basis-72">
                    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                      <MessageType type={textOf(message.raw.type)} name={named(textOf(message.raw.type))} />
                      <StatusPill tone="amber">{t(`reason.${message.reason}`)}</StatusPill>
                    </p>
                    <p className="mt-1">{t(`advice.${message.reason}`)}</p>
                    <p className="mt-1 text-sm text-ink-2">
                      <Subject message={message} slug={slug} t={t} />
                    </p>
                  </div>
                  <dl className="grid grid-cols-[auto_auto] gap-x-3 text-sm">
                    <dt className="text-ink-3">{t('received')}</dt>
                    <dd className="tabular">{when(message.receivedAt)}</dd>
                    <dt className="text-ink-3">{t('happened')}</dt>
                    <dd className="tabular">{when(new Date(textOf(message.raw.occurredAt)))}</dd>
                    <dt className="text-ink-3">{t('carrier')}</dt>
                    <dd>{message.carrierName}</dd>
                  </dl>
                </div>
                <details className="mt-2">
                  <summary className="w-fit text-sm text-ink-2 hover:text-ink">{t('raw')}</summary>
                  <pre
                    className="mt-2 overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs"
                    tabIndex={0}
                  >
                    {JSON.stringify(message.raw, null, 2)}
                  </pre>
                </details>
              </li>
            ))}
          </ul>
          <Pager
            label={t('pages')}
            summary={t('shown', {
              count: list.messages.length,
              total: formatCapped(list.total, 1000, locale),
            })}
            previous={{ href: turn(list.previous), label: t('newer') }}
            next={{ href: turn(list.next), label: t('older') }}
          />
        </TableKeys>
      )}
    </>
  )
}

/** What the carrier says has happened: in words where its word is known, else as it was sent. */
function MessageType({ type, name }: { type: string; name: string | null }) {
  if (name) return <span className="font-medium">{name}</span>
  return <span className="font-mono font-medium break-all">{type}</span>
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

type SubjectProps = {
  message: ParkedMessage
  slug: string
  t: Awaited<ReturnType<typeof getTranslations<'carriers'>>>
}

/** What the message says it is about, and the return it was found to belong to. */
function Subject({ message: { raw, caseNumber: number }, slug, t }: SubjectProps) {
  const said = [
    textOf(raw.orderNumber) && t('order', { number: textOf(raw.orderNumber) }),
    textOf(raw.trackingNumber) && t('tracking', { number: textOf(raw.trackingNumber) }),
    textOf(raw.pickupId) && t('pickup', { id: textOf(raw.pickupId) }),
    textOf(raw.comment) && `«${textOf(raw.comment)}»`,
  ].filter(Boolean)
  return (
    <>
      {said.length > 0 ? said.join(' · ') : t('noSubject')}
      {number === null ? null : (
        <>
          {' · '}
          <a href={caseHref(slug, number)} className="font-medium text-accent-ink hover:underline">
            {t('case', { number: caseNumber(number) })}
          </a>
        </>
      )}
    </>
  )
}
