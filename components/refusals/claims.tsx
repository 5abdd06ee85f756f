import { Badge } from '@/components/ui/status-pill'
import { differences } from '@/lib/refusals/rules'
import { linesOf, type ClaimsProps } from './claim-lines'

// Under one another, as on a phone: the courier's word beside its name, the hub's below where it says something else.
const cells = '[&_td]:py-2 [&_td]:pr-4 [&_td]:align-top [&_td]:break-words [&_th]:pr-4'
const wideTable =
  'max-sm:block max-sm:[&_thead]:sr-only max-sm:[&_tbody]:block max-sm:[&_tr]:grid max-sm:[&_tr]:grid-cols-[7.25rem_minmax(0,1fr)] max-sm:[&_tr]:gap-x-3 max-sm:[&_tr]:border-t max-sm:[&_tr]:border-hairline max-sm:[&_tr]:py-2 max-sm:[&_td]:p-0 max-sm:[&_td:nth-child(3)]:col-start-2 max-sm:[&_td.same]:hidden sm:[&_td]:border-t sm:[&_td]:border-hairline'
const narrowTable =
  'block [&_thead]:sr-only [&_tbody]:block [&_tbody]:space-y-1.5 [&_tr]:grid [&_tr]:grid-cols-[7.25rem_minmax(0,1fr)] [&_tr]:gap-x-3 [&_td]:p-0! [&_td:nth-child(3)]:col-start-2 [&_td.same]:hidden'

/** What the courier claimed at the door beside what the hub confirmed; what differs is marked. */
export function Claims(props: ClaimsProps) {
  const { refusal, words, narrow = false } = props
  const { r } = words
  const found = differences(refusal)
  const looked = refusal.confirmedAt !== null
  const { comments, evidence } = refusal.hubWords
  const confirmed = looked || comments.length > 0 || evidence.length > 0
  const lines = linesOf(props, new Set(found.map(({ of }) => of)))
  return (
    <>
      <table
        className={`w-full table-fixed border-separate border-spacing-0 text-left ${cells} ${narrow ? narrowTable : wideTable}`}
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
            {confirmed ? (
              <th scope="col" className="pb-2 font-medium">
                {r('card.confirmed')}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, term, claimed, confirmed: said, differs, own, mark }) => (
            <tr key={key}>
              <td className="text-ink-3">{term}</td>
              <td>{claimed}</td>
              {confirmed ? (
                <td className={differs || own ? '' : 'same'}>
                  {differs || own ? (
                    <span className={`mr-1.5 text-sm text-ink-3 ${narrow ? '' : 'sm:hidden'}`}>
                      {`${r('card.hub')}:`}
                    </span>
                  ) : null}
                  <span className={differs ? 'font-medium text-amber-ink' : ''}>{said}</span>
                  {differs ? (
                    <Badge tone="amber" className="ml-2">
                      {mark ?? r('card.mark')}
                    </Badge>
                  ) : null}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      {looked && found.length > 0 ? null : (
        <p className="mt-2 text-sm text-ink-2">{r(looked ? 'card.same' : 'card.notConfirmed')}</p>
      )}
    </>
  )
}
