import { getTranslations } from 'next-intl/server'
import { Pager } from '@/components/data-table/list-bar'
import { TableKeys } from '@/components/data-table/table-keys'
import { Section } from '@/components/ui/section'
import { StatusPill } from '@/components/ui/status-pill'
import { messagesHref } from '@/lib/carriers/search'
import type { MessageCursor, ParkedList } from '@/lib/carriers/messages'
import { caseHref } from '@/lib/cases/search'
import { formatCapped } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locale'
import { aboutText, RawMessage, textOf } from './message-parts'
import { RetryButton } from './retry-button'

type Props = {
  slug: string
  list: ParkedList
  /** The name of a type of event; null: it has none. */
  nameOf: (type: string) => string | null
  when: (moment: Date) => string
  mayRetry: boolean
  locale: Locale
}

/** What could not be placed: each message word for word, why, and what to do. */
export async function ParkedMessages({ slug, list, nameOf, when, mayRetry, locale }: Props) {
  const t = await getTranslations('carriers')
  const turn = (to: MessageCursor | null) => (to ? messagesHref(slug, to) : null)
  return (
    <Section id="parked-messages" title={t('others.title')} description={t('others.description')}>
      <TableKeys>
        <ul aria-label={t('table')} className="border-y border-hairline">
          {list.messages.map(
            ({ id, carrierId, carrierName, raw, reason, receivedAt, caseNumber: number }) => (
              <li key={`${carrierId} ${id}`} className="border-hairline py-4 not-first:border-t">
                <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
                  <div className="min-w-0 flex-1 basis-72">
                    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                      <MessageType type={textOf(raw.type)} name={nameOf(textOf(raw.type))} />
                      <StatusPill tone="amber">{t(`reason.${reason}`)}</StatusPill>
                    </p>
                    <p className="mt-1">{t(`advice.${reason}`)}</p>
                    <p className="mt-1 text-sm break-words text-ink-2">
                      {number === null ? (
                        aboutText(raw, t)
                      ) : (
                        <a
                          href={caseHref(slug, number)}
                          className="font-medium text-accent-ink underline-offset-2 hover:underline"
                        >
                          {aboutText(raw, t, number)}
                        </a>
                      )}
                    </p>
                  </div>
                  <dl className="grid grid-cols-[auto_auto] gap-x-3 text-sm">
                    <dt className="text-ink-3">{t('received')}</dt>
                    <dd className="tabular">{when(receivedAt)}</dd>
                    <dt className="text-ink-3">{t('happened')}</dt>
                    <dd className="tabular">{when(new Date(textOf(raw.occurredAt)))}</dd>
                    <dt className="text-ink-3">{t('carrier')}</dt>
                    <dd>{carrierName}</dd>
                  </dl>
                </div>
                <div className="flex flex-wrap items-center gap-x-4">
                  {mayRetry ? (
                    <RetryButton
                      merchantSlug={slug}
                      carrierId={carrierId}
                      eventId={id}
                      about={aboutText(raw, t, number)}
                    />
                  ) : null}
                  <RawMessage raw={raw} label={t('raw')} />
                </div>
              </li>
            ),
          )}
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
    </Section>
  )
}

/** What the carrier says has happened: in words where its word is known, else as it was sent. */
function MessageType({ type, name }: { type: string; name: string | null }) {
  if (name) return <span className="font-medium">{name}</span>
  return <span className="font-mono font-medium break-all">{type}</span>
}
