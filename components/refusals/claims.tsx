import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/status-pill'
import { reasonName } from '@/components/cases/words'
import type { CasePage } from '@/lib/cases/reading'
import { formatTime } from '@/lib/i18n/format'
import type { RefusalEntry } from '@/lib/refusals/panel'
import type { CountedItem, EvidencePiece, Visit } from '@/lib/refusals/refusal'
import { differences } from '@/lib/refusals/rules'
import type { RefusalWords } from './words'

type ClaimsProps = {
  refusal: RefusalEntry
  page: CasePage
  words: RefusalWords
  timeZone: string
  /** Under one another, as on a phone: where there is no room for two columns. */
  narrow?: boolean
}

const wideTable =
  'max-sm:block max-sm:[&_tbody]:block max-sm:[&_td]:block max-sm:[&_td]:pr-0 max-sm:[&_td:not(:first-child)]:border-0 max-sm:[&_td:not(:first-child)]:pt-0 max-sm:[&_thead]:sr-only max-sm:[&_tr]:block'
const narrowTable =
  'block [&_tbody]:block [&_td]:block [&_td]:pr-0 [&_td:not(:first-child)]:border-0 [&_td:not(:first-child)]:pt-0 [&_thead]:sr-only [&_tr]:block'

type Line = {
  key: string
  term: string
  claimed: ReactNode
  /** Null: the hub said nothing of it. */
  confirmed: ReactNode | null
  differs?: boolean
}

/** What the courier claimed at the door beside what the hub confirmed; what differs is marked. */
export function Claims(props: ClaimsProps) {
  const { refusal, words, narrow = false } = props
  const { r, dateTime } = words
  const found = differences(refusal)
  const confirmed = refusal.confirmedAt !== null
  const lines = linesOf(props, new Set(found.map(({ of }) => of)))
  return (
    <>
      <table
        className={`w-full table-fixed border-separate border-spacing-0 text-left [&_td]:border-t [&_td]:border-hairline [&_td]:py-2 [&_td]:pr-4 [&_td]:align-top [&_td]:break-words [&_th]:pr-4 ${narrow ? narrowTable : wideTable}`}
      >
        <caption className="sr-only">{r('card.title')}</caption>
        <thead className="text-sm text-ink-2">
          <tr>
            <th scope="col" className="w-36 pb-2 font-normal text-ink-3">
              <span className="sr-only">{r('card.what')}</span>
            </th>
            <th scope="col" className="pb-2 font-medium">
              {r('card.claimed')}
            </th>
            <th scope="col" className="pb-2 font-medium">
              {r('card.confirmed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, term, claimed, confirmed: said, differs }) => (
            <tr key={key}>
              <td className="text-ink-3">{term}</td>
              <td>
                <VoiceName name={r('card.claimed')} narrow={narrow} />
                {claimed}
              </td>
              <td className={differs ? 'bg-amber-soft' : ''}>
                {said === null ? null : (
                  <>
                    <VoiceName name={r('card.confirmed')} narrow={narrow} />
                    <span className={differs ? 'font-medium text-amber-ink' : ''}>{said}</span>
                    {differs ? (
                      <Badge tone="amber" className="ml-2">
                        {r('card.mark')}
                      </Badge>
                    ) : null}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-sm text-ink-2">
        {confirmed
          ? found.length > 0
            ? r('card.differs', { count: found.length })
            : r('card.same')
          : r('card.notConfirmed')}
        {refusal.confirmedAt ? ` · ${dateTime(refusal.confirmedAt)}` : ''}
      </p>
    </>
  )
}

/** Whose words they are, where the head of the table is not seen. */
function VoiceName({ name, narrow }: { name: string; narrow: boolean }) {
  return <span className={`mr-1.5 text-sm text-ink-3 ${narrow ? '' : 'sm:hidden'}`}>{`${name}:`}</span>
}

function linesOf({ refusal, page, words, timeZone }: ClaimsProps, differing: Set<string>): Line[] {
  const { r, locale, dateTime } = words
  const reason = (code: string) => reasonName(page.reasons[code], code, locale)
  const goods = (items: readonly CountedItem[]) => <Goods items={items} page={page} words={words} />
  const { carrier, courier, hub, visit, reasonCode } = refusal
  return [
    {
      key: 'reason',
      term: r('card.reason'),
      claimed: (
        <>
          {refusal.reason ? reason(refusal.reason) : <span className="text-ink-3">{r('card.noReason')}</span>}
          {reasonCode && reasonCode !== refusal.reason ? (
            <span className="ml-1.5 text-sm text-ink-3">{r('card.code', { code: reasonCode })}</span>
          ) : null}
        </>
      ),
      confirmed: refusal.confirmedReason === null ? null : reason(refusal.confirmedReason),
      differs: differing.has('reason'),
    },
    {
      key: 'items',
      term: r('card.items'),
      claimed: (
        <>
          <span className="text-ink-2">{r(`card.${refusal.extent}`)}</span>
          {goods(refusal.items)}
        </>
      ),
      confirmed: refusal.confirmedItems === null ? null : goods(refusal.confirmedItems),
      differs: differing.has('items'),
    },
    {
      key: 'packaging',
      term: r('card.packaging'),
      claimed: r(`card.packagingState.${refusal.packaging}`),
      confirmed:
        refusal.confirmedPackaging === null ? null : r(`card.packagingState.${refusal.confirmedPackaging}`),
      differs: differing.has('packaging'),
    },
    ...(refusal.comment
      ? [
          {
            key: 'comment',
            term: r('card.comment'),
            claimed: <span className="whitespace-pre-line">{refusal.comment}</span>,
            confirmed: null,
          },
        ]
      : []),
    {
      key: 'courier',
      term: r('card.courier'),
      claimed: (
        <>
          {courier ? (
            (courier.name ?? courier.code)
          ) : (
            <span className="text-ink-3">{r('card.unknownCourier')}</span>
          )}
          <span className="block text-sm text-ink-3">
            {courier?.name ? `${courier.code} · ` : ''}
            {carrier.name}
          </span>
        </>
      ),
      confirmed: hub ? (hub.name ?? hub.code) : null,
    },
    {
      key: 'at',
      term: r('card.at'),
      claimed: (
        <>
          <time dateTime={refusal.refusedAt.toISOString()}>{dateTime(refusal.refusedAt)}</time>
          {visit ? (
            <span className="block text-sm text-ink-3">{visitWords(visit, words, timeZone)}</span>
          ) : null}
        </>
      ),
      confirmed: null,
    },
    {
      key: 'evidence',
      term: r('card.evidence'),
      claimed: <Evidence pieces={refusal.evidence} words={words} />,
      confirmed: null,
    },
  ]
}

function Goods({
  items,
  page,
  words: { r },
}: {
  items: readonly CountedItem[]
  page: CasePage
  words: RefusalWords
}) {
  const some = items.filter(({ quantity }) => quantity > 0)
  if (some.length === 0) return <>{r('card.nothing')}</>
  return (
    <ul className="space-y-0.5">
      {some.map(({ caseItemId, quantity }) => (
        <li key={caseItemId}>
          {page.items.find(({ id }) => id === caseItemId)?.name ?? '—'}{' '}
          <span className="tabular whitespace-nowrap text-ink-3">
            {r('card.pieces', { count: quantity })}
          </span>
        </li>
      ))}
    </ul>
  )
}

function visitWords(
  { arrivedAt, leftAt, calls }: Visit,
  { r, locale }: RefusalWords,
  timeZone: string,
): string {
  const time = (moment: string) => formatTime(moment, { locale, timeZone })
  const stay =
    arrivedAt && leftAt
      ? r('visit.stay', { from: time(arrivedAt), to: time(leftAt) })
      : arrivedAt
        ? r('visit.arrived', { at: time(arrivedAt) })
        : ''
  return [stay, calls === undefined ? '' : r('visit.calls', { count: calls })].filter(Boolean).join(' · ')
}

const kinds = ['photo', 'signature', 'act', 'call']

/** What the carrier keeps: a link where it named an address, its own word for it otherwise. */
function Evidence({ pieces, words: { r } }: { pieces: readonly EvidencePiece[]; words: RefusalWords }) {
  if (pieces.length === 0) return <span className="text-ink-3">{r('card.noEvidence')}</span>
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {pieces.map(({ kind, reference }, index) => {
        const name = `${r(`card.evidenceKind.${kinds.includes(kind) ? kind : 'other'}`)} ${index + 1}`
        return (
          <li key={`${index}-${reference}`}>
            {/^https:\/\//i.test(reference) ? (
              <a
                href={reference}
                target="_blank"
                rel="noopener noreferrer nofollow"
                className="font-medium text-accent-ink underline-offset-2 hover:underline"
              >
                {name}
              </a>
            ) : (
              <span>
                {name} <span className="text-sm break-all text-ink-3">{reference}</span>
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
