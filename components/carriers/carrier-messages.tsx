import { getLocale, getTranslations } from 'next-intl/server'
import { screenHref } from '@/components/shell/navigation'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/section'
import { EmptyState } from '@/components/ui/state'
import type { Caller } from '@/lib/caller'
import { parkedMessages, type MessageCursor } from '@/lib/carriers/messages'
import { readWords, type MappedWord } from '@/lib/carriers/words'
import { formatDateTime } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { listId } from './focus-list'
import { MappedWords } from './mapped-words'
import { reasonMeanings, typeMeanings } from './meanings'
import { ParkedMessages } from './parked-messages'
import { UnknownWords } from './unknown-words'

type Props = { caller: Caller; cursor: MessageCursor | null; now: Date }

/** What carriers sent and the system did not take: words nobody knows, messages that could not be placed, known words. */
export async function CarrierMessages({ caller, cursor, now }: Props) {
  const { slug, timeZone } = caller.merchant
  const [list, words, t, cases, asked] = await Promise.all([
    parkedMessages(caller, cursor),
    readWords(caller),
    getTranslations('carriers'),
    getTranslations('cases'),
    getLocale(),
  ])
  const locale = parseLocale(asked)
  const when = (moment: Date) => formatDateTime(moment, { locale, timeZone, now })
  const typeName = (type: string) => {
    if (type === 'delivery.delivered') return t('meaning.delivered')
    const key = `event.${type}`
    return /^[a-z_]+\.[a-z_]+$/.test(type) && cases.has(key) ? cases(key) : null
  }
  const meanings = {
    reason: reasonMeanings(
      words.reasons.filter(({ hidden }) => !hidden),
      locale,
      t('meaning.other'),
    ),
    type: typeMeanings(
      (type) => typeName(type) ?? type,
      (group) => t(`meaning.groups.${group}`),
    ),
  }
  const nameOf = ({ kind, meaning }: MappedWord) => {
    if (kind === 'type') return typeName(meaning) ?? meaning
    const reason = words.reasons.find(({ code }) => code === meaning)
    if (!reason) return meaning
    return reason.hidden ? `${reason[locale]} (${t('mapped.hidden')})` : reason[locale]
  }
  const mayMap = caller.can.has('carrier_message.map')
  const waits = words.unknown.length > 0 || list.messages.length > 0
  const shared = { merchantSlug: slug, meanings, mayMap, when }
  return (
    <div id={listId} tabIndex={-1} className="outline-none">
      <PageHeader title={t('title')} description={t('description')} />
      {waits ? null : (
        <EmptyState
          icon="circle-check"
          title={t('emptyTitle')}
          action={<LinkButton href={screenHref(slug, 'returns')}>{t('toReturns')}</LinkButton>}
        >
          {t('emptyText')}
        </EmptyState>
      )}
      {words.unknown.length > 0 ? <UnknownWords {...shared} words={words.unknown} /> : null}
      {list.messages.length > 0 ? (
        <ParkedMessages
          slug={slug}
          list={list}
          nameOf={typeName}
          when={when}
          mayRetry={mayMap}
          locale={locale}
        />
      ) : null}
      {words.mapped.length > 0 ? <MappedWords {...shared} words={words.mapped} nameOf={nameOf} /> : null}
    </div>
  )
}
