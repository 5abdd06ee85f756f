import type { Route } from 'next'
import Link from 'next/link'
import { Pager } from '@/components/data-table/list-bar'
import { TableKeys } from '@/components/data-table/table-keys'
import { LinkButton } from '@/components/ui/link-button'
import { EmptyState } from '@/components/ui/state'
import { StatusMark } from '@/components/ui/status-pill'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { caseHref, caseNumber } from '@/lib/cases/search'
import type { Endpoint, MessageLog } from '@/lib/webhooks/queries'
import { endpointHref, messageHref, messageStates, type MessageSearch } from '@/lib/webhooks/search'
import { TypeFilter } from './type-filter'
import { messageState, type WebhookWords } from './words'

type MessageLogProps = {
  slug: string
  endpoint: Endpoint
  log: MessageLog
  search: MessageSearch
  words: WebhookWords
}

/** What a phone shows under the event and the state instead. */
const wide = 'max-md:hidden'

/** What was sent and what is going to be, a page of it, narrowed as the address says. */
export function MessageLogList({ slug, endpoint, log, search, words }: MessageLogProps) {
  const { t, when, event, answer, number } = words
  const { messages } = log
  const at = (part: Partial<MessageSearch>) =>
    endpointHref(slug, endpoint.id, { ...search, cursor: null, ...part })
  const narrowed = search.state !== null || search.type !== null || search.cursor !== null
  if (messages.length === 0 && !narrowed) {
    return (
      <EmptyState icon="send" title={t('log.empty')} heading="h2">
        {t('log.emptyText')}
      </EmptyState>
    )
  }
  return (
    <TableKeys>
      <div className="mb-3 flex flex-wrap items-center gap-x-6 gap-y-2">
        <ul aria-label={t('log.filter')} className="flex flex-wrap gap-1">
          {([null, ...messageStates] as const).map((state) => (
            <li key={state ?? 'all'}>
              <a
                href={at({ state })}
                aria-current={search.state === state ? 'true' : undefined}
                className="flex h-8 items-center rounded-md px-3 text-ink-2 hover:bg-hover hover:text-ink aria-[current]:bg-pressed aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:h-10"
              >
                {t(`log.${state ?? 'all'}`)}
              </a>
            </li>
          ))}
        </ul>
        <TypeFilter
          label={t('log.type')}
          any={t('log.anyType')}
          value={search.type ?? ''}
          options={endpoint.eventTypes.map((type) => ({ value: type, label: event(type) }))}
          base={endpointHref(slug, endpoint.id, { state: search.state, type: null, cursor: null })}
        />
      </div>
      {messages.length === 0 ? (
        <EmptyState
          icon="search-x"
          title={t('log.none')}
          action={<LinkButton href={endpointHref(slug, endpoint.id)}>{t('log.reset')}</LinkButton>}
        >
          {t('log.noneText')}
        </EmptyState>
      ) : (
        <>
          <Table label={t('log.table')}>
            <thead>
              <tr>
                <Th>{t('log.event')}</Th>
                <Th>{t('log.state')}</Th>
                <Th className={wide}>{t('log.when')}</Th>
                <Th className={wide}>{t('log.case')}</Th>
                <Th numeric className={wide}>
                  {t('log.attempts')}
                </Th>
                <Th className={wide}>{t('log.answer')}</Th>
              </tr>
            </thead>
            <tbody>
              {messages.map((message) => {
                const { text, tone } = messageState(message, words)
                return (
                  <Tr key={message.id} data-key={message.id}>
                    <Td className="max-md:py-2 max-md:align-top max-md:whitespace-normal">
                      <Link
                        href={messageHref(slug, endpoint.id, message.id, search) as Route}
                        prefetch={false}
                        className="font-medium underline decoration-edge underline-offset-4 hover:decoration-accent"
                      >
                        {event(message.type)}
                      </Link>
                      <span className="tabular block text-sm text-ink-2 md:hidden">
                        {caseNumber(message.caseNumber)}
                      </span>
                    </Td>
                    <Td className="max-md:py-2 max-md:align-top max-md:whitespace-normal">
                      <StatusMark tone={tone}>{text}</StatusMark>
                      <span className="tabular block text-sm whitespace-nowrap text-ink-2 md:hidden">
                        {when(message.createdAt)}
                      </span>
                      {message.last && message.state !== 'delivered' ? (
                        <span className="block text-sm text-ink-2 md:hidden">{answer(message.last)}</span>
                      ) : null}
                    </Td>
                    <Td className={`tabular text-ink-2 ${wide}`}>{when(message.createdAt)}</Td>
                    <Td className={`tabular ${wide}`}>
                      <Link
                        href={caseHref(slug, message.caseNumber) as Route}
                        prefetch={false}
                        className="hover:text-accent-ink"
                      >
                        {caseNumber(message.caseNumber)}
                      </Link>
                    </Td>
                    <Td numeric className={`tabular ${wide}`}>
                      {number(message.attempts)}
                    </Td>
                    <Td className={`max-w-72 text-ink-2 ${wide}`}>
                      <span className="block truncate">{message.last ? answer(message.last) : '—'}</span>
                    </Td>
                  </Tr>
                )
              })}
            </tbody>
          </Table>
          <Pager
            label={t('log.pages')}
            summary={t('log.shown', { count: messages.length })}
            previous={{ href: log.previous ? at({ cursor: log.previous }) : null, label: t('log.newer') }}
            next={{ href: log.next ? at({ cursor: log.next }) : null, label: t('log.older') }}
          />
        </>
      )}
    </TableKeys>
  )
}
