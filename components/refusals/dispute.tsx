import type { Route } from 'next'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import type { RefusalEntry } from '@/lib/refusals/panel'
import { parseRefusalSearch, refusalListHref } from '@/lib/refusals/search'
import { signSentence } from './signs'
import type { RefusalWords } from './words'

type DisputeProps = { slug: string; refusal: RefusalEntry; words: RefusalWords }

/** What speaks against the courier's word, side by side and in words, and how it was settled. */
export function Dispute({ slug, refusal, words }: DisputeProps) {
  const { r, dateTime } = words
  const { signs, disputedAt, settled, courier, carrier } = refusal
  if (signs.length === 0 && !disputedAt) return null
  const open = disputedAt !== null && settled === null
  return (
    <Notice
      tone={open ? 'amber' : 'grey'}
      icon={open ? 'triangle-exclamation-point' : 'gavel'}
      title={
        settled
          ? r('dispute.settledTitle', { as: r(`dispute.as.${settled.as}`) })
          : r(open ? 'dispute.open' : 'dispute.title')
      }
      className="mb-4"
    >
      {settled ? (
        <>
          {settled.comment ? <p className="whitespace-pre-line text-ink">{settled.comment}</p> : null}
          <p className="mb-1.5 text-sm">
            {r('dispute.settledBy', { who: settled.by ?? r('dispute.someone'), date: dateTime(settled.at) })}
          </p>
        </>
      ) : null}
      <ul className="mt-1 space-y-1.5 text-ink">
        {signs.map((sign, index) => (
          <li key={index} className="flex gap-2">
            <Icon name="circle-dot" size={12} className="mt-1 text-ink-3" />
            <span className="min-w-0">
              {signSentence(sign, words, sign.words !== null)}
              {sign.words ? (
                <q className="mt-0.5 block border-l-2 border-edge pl-2.5 break-words whitespace-pre-line quotes-none">
                  {sign.words}
                </q>
              ) : null}
              {sign.kind === 'courier_unusual' && courier ? (
                <Link
                  href={
                    refusalListHref(
                      slug,
                      parseRefusalSearch({ courier: courier.code, carrier: carrier.code }),
                    ) as Route
                  }
                  prefetch={false}
                  className="ml-1.5 font-medium text-accent-ink underline-offset-2 hover:underline"
                >
                  {r('dispute.courierList')}
                </Link>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {open ? <p className="mt-2 text-pretty">{r('dispute.calm')}</p> : null}
    </Notice>
  )
}
