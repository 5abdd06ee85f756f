import type { ReactNode } from 'react'
import { EvidenceLinks } from '@/components/cases/evidence-links'
import { reasonName } from '@/components/cases/words'
import type { CasePage } from '@/lib/cases/reading'
import { formatTime } from '@/lib/i18n/format'
import type { RefusalEntry } from '@/lib/refusals/panel'
import type { CountedItem, EvidencePiece, Visit } from '@/lib/refusals/refusal'
import { quiet } from './route-cells'
import type { RefusalWords } from './words'

export type ClaimsProps = {
  refusal: RefusalEntry
  page: CasePage
  words: RefusalWords
  timeZone: string
  /** Beside a list, where there is no room for two columns and no other list of the goods. */
  narrow?: boolean
}

type Line = {
  key: string
  term: string
  claimed: ReactNode
  /** What the hub said of it. */
  confirmed: ReactNode
  differs?: boolean
  /** The hub's own word, which stands beside the courier's and is not compared with it. */
  own?: boolean
  /** What to say of the difference. */
  mark?: string
}

/** What is known of a refusal: the courier's word and the hub's; `differing`: what they do not agree on. */
export function linesOf(
  { refusal, page, words, timeZone, narrow = false }: ClaimsProps,
  differing: ReadonlySet<string>,
): Line[] {
  const { r, locale, dateTime } = words
  const reason = (code: string) => reasonName(page.reasons[code], code, locale)
  const goods = (items: readonly CountedItem[]) => <Goods items={items} page={page} words={words} />
  const { carrier, courier, hub, visit, reasonCode, extent, confirmedAt } = refusal
  const { comments, evidence: hubEvidence, extra } = refusal.hubWords
  const silent = quiet('—')
  const pieces = sumOf(refusal.items)
  const more = refusal.confirmedItems !== null && sumOf(refusal.confirmedItems) + sumOf(extra) > pieces
  // All of the parcel is all of the items, which stand on the card once.
  const listed = narrow || extent === 'partial' || differing.has('items') || differing.has('extra')
  return [
    {
      key: 'reason',
      term: r('card.reason'),
      claimed: (
        <>
          {refusal.reason ? reason(refusal.reason) : quiet(r('card.noReason'))}
          {reasonCode && reasonCode !== refusal.reason ? (
            <span className="ml-1.5 text-sm text-ink-3">{r('card.code', { code: reasonCode })}</span>
          ) : null}
        </>
      ),
      confirmed: refusal.confirmedReason === null ? silent : reason(refusal.confirmedReason),
      differs: differing.has('reason'),
    },
    {
      key: 'items',
      term: r('card.items'),
      claimed: (
        <>
          {r(`card.${extent}`)}{' '}
          <span className="tabular text-ink-3">{r('card.pieces', { count: pieces })}</span>
          {listed ? <div className="mt-0.5 text-ink-2">{goods(refusal.items)}</div> : null}
        </>
      ),
      confirmed:
        refusal.confirmedItems === null ? (
          silent
        ) : listed ? (
          <>
            {goods(refusal.confirmedItems)}
            {extra.map(({ sku, quantity }) => (
              <span key={sku} className="block">
                {r('card.extra', { sku, count: quantity })}
              </span>
            ))}
          </>
        ) : (
          r(`card.${extent}`)
        ),
      differs: differing.has('items') || differing.has('extra'),
      ...(more && { mark: r('card.more') }),
    },
    {
      key: 'packaging',
      term: r('card.packaging'),
      claimed: r(`card.packagingState.${refusal.packaging}`),
      confirmed:
        refusal.confirmedPackaging === null ? silent : r(`card.packagingState.${refusal.confirmedPackaging}`),
      differs: differing.has('packaging'),
    },
    ...(refusal.comment || comments.length > 0
      ? [
          {
            key: 'comment',
            term: r('card.comment'),
            claimed: refusal.comment ? (
              <span className="whitespace-pre-line">{refusal.comment}</span>
            ) : (
              silent
            ),
            confirmed:
              comments.length > 0 ? <span className="whitespace-pre-line">{comments.join('\n')}</span> : null,
            own: comments.length > 0,
          },
        ]
      : []),
    {
      key: 'who',
      term: r('card.who'),
      claimed: (
        <>
          {courier ? (courier.name ?? courier.code) : quiet(r('card.unknownCourier'))}
          <span className="block text-sm text-ink-3">
            {courier?.name ? `${courier.code} · ` : ''}
            {carrier.name}
          </span>
        </>
      ),
      confirmed: hub ? (hub.name ?? hub.code) : silent,
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
      confirmed: confirmedAt ? (
        <time dateTime={confirmedAt.toISOString()}>{dateTime(confirmedAt)}</time>
      ) : null,
    },
    ...(narrow && hub
      ? [{ key: 'hub', term: r('card.hub'), claimed: hub.name ?? hub.code, confirmed: null }]
      : []),
    {
      key: 'evidence',
      term: r('card.evidence'),
      claimed: <Evidence pieces={refusal.evidence} words={words} />,
      confirmed: hubEvidence.length > 0 ? <Evidence pieces={hubEvidence} words={words} /> : null,
      own: hubEvidence.length > 0,
    },
  ]
}

function sumOf(items: readonly { quantity: number }[]): number {
  return items.reduce((sum, { quantity }) => sum + quantity, 0)
}

type GoodsProps = { items: readonly CountedItem[]; page: CasePage; words: RefusalWords }

function Goods({ items, page, words: { r } }: GoodsProps) {
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
        : arrivedAt === null
          ? r('visit.never')
          : ''
  return [stay, calls === undefined ? '' : r('visit.calls', { count: calls })].filter(Boolean).join(' · ')
}

/** What the carrier or the hub told, by reference. */
function Evidence({ pieces, words: { r } }: { pieces: readonly EvidencePiece[]; words: RefusalWords }) {
  if (pieces.length === 0) return quiet(r('card.noEvidence'))
  return <EvidenceLinks pieces={pieces} kindName={(kind) => r(`card.evidenceKind.${kind}`)} />
}
