import { Card, CardPart } from '@/components/ui/section'
import type { LocalDate } from '@/lib/dates'
import { lawOn, type LawId } from '@/lib/policies/law'
import type { Words } from './policy-words'

const shown: readonly LawId[] = [
  'zozpp-26.1-4',
  'zozpp-26.1-4-terms',
  'zozpp-19-1',
  'zozpp-18-1-complex',
  'zozpp-22',
]

/** What a customer has whatever the shop writes, each with its article. */
export function LawCard({ today, words: { t, locale } }: { today: LocalDate; words: Words }) {
  const law = lawOn(today)
  return (
    <Card>
      <CardPart title={t('law.title')}>
        <p className="text-sm text-ink-2">{t('law.lead')}</p>
        <ul className="mt-3 space-y-2.5">
          {shown.map((id) => {
            const { says, article } = law.entry(id)
            return (
              <li key={id}>
                <p className="text-pretty">{says[locale]}.</p>
                <p className="text-sm text-ink-3">{capitalised(article[locale])}</p>
              </li>
            )
          })}
        </ul>
      </CardPart>
    </Card>
  )
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
