import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RoutingReplay } from '@/lib/routing-replays/queries'
import type { Words } from './replay-words'

/** Four columns fit on a phone. */
const narrow = 'max-sm:px-1.5 max-sm:whitespace-normal'

type CostsProps = { replay: RoutingReplay; words: Words }

/** What the refusals cost and how long they lay, as they went and with the draft. */
export function RoutingReplayCosts({ replay, words }: CostsProps) {
  const { t, number, money } = words
  const { totals, currency } = replay
  const { before, after, compared } = totals
  const sum = (value: number) => money(value, currency)
  return (
    <>
      {compared === 0 ? <p className="mb-3 text-ink-2">{t('costs.none')}</p> : null}
      <Table label={t('tables.costs')}>
        <thead>
          <tr>
            <Th className={narrow}>
              <span className="sr-only">{t('costs.what')}</span>
            </Th>
            <Th numeric className={narrow}>
              {t('costs.before')}
            </Th>
            <Th numeric className={narrow}>
              {t('costs.after')}
            </Th>
            <Th numeric className={narrow}>
              {t('costs.difference')}
            </Th>
          </tr>
        </thead>
        <tbody>
          {compared === 0 ? null : (
            <>
              <Line
                what={t('costs.cost')}
                before={before.cost}
                after={after.cost}
                write={sum}
                words={words}
              />
              <Line
                what={t('costs.days')}
                before={before.storageDays}
                after={after.storageDays}
                write={number}
                words={words}
              />
            </>
          )}
          <Line
            what={t('costs.unpriced')}
            hint={t('costs.unpricedHint')}
            before={before.unpriced}
            after={after.unpriced}
            write={number}
            words={words}
          />
        </tbody>
      </Table>
    </>
  )
}

type LineProps = {
  what: string
  hint?: string
  before: number
  after: number
  write: (value: number) => string
  words: Words
}

function Line({ what, hint, before, after, write, words: { t } }: LineProps) {
  const more = after - before
  return (
    <Tr>
      <Td className={`py-2 ${narrow}`}>
        <span className="block whitespace-normal">
          {what}
          {hint ? <span className="block text-sm text-ink-3">{hint}</span> : null}
        </span>
      </Td>
      <Td numeric className={`tabular text-ink-2 ${narrow}`}>
        {write(before)}
      </Td>
      <Td numeric className={`tabular ${narrow}`}>
        {write(after)}
      </Td>
      <Td
        numeric
        className={`tabular font-medium ${narrow} ${hint ? '' : more < 0 ? 'text-green-ink' : more > 0 ? 'text-amber-ink' : ''}`}
      >
        {more === 0 ? write(0) : t(more < 0 ? 'costs.less' : 'costs.more', { value: write(Math.abs(more)) })}
      </Td>
    </Tr>
  )
}
