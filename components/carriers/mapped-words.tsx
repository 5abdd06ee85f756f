import { getTranslations } from 'next-intl/server'
import { Section } from '@/components/ui/section'
import type { MappedWord } from '@/lib/carriers/words'
import { ChangeMeaning } from './mapped-word'
import type { Meanings } from './meanings'

type Props = {
  merchantSlug: string
  words: MappedWord[]
  meanings: Meanings
  /** A reason or an event by the shop's name for it, hidden ones too. */
  nameOf: (word: MappedWord) => string
  mayMap: boolean
  when: (moment: Date) => string
}

/** What the shop's people have said of carriers' words, who and when. */
export async function MappedWords({ merchantSlug, words, meanings, nameOf, mayMap, when }: Props) {
  const t = await getTranslations('carriers')
  return (
    <Section id="mapped-words" title={t('mapped.title')} description={t('mapped.description')}>
      <ul aria-label={t('mapped.list')} className="border-y border-hairline">
        {words.map((word) => {
          const { carrierId, carrierName, kind, code, words: catalogue, meaning, by, at } = word
          return (
            <li
              key={`${carrierId} ${kind} ${code}`}
              className="flex flex-wrap items-center gap-x-6 gap-y-2 border-hairline py-2.5 not-first:border-t"
            >
              <div className="min-w-0 flex-1 basis-60">
                <p className="break-words">
                  <span className="font-medium">{t(`mapped.${kind}`, { word: code })}</span>
                  <span className="text-ink-2"> · {carrierName}</span>
                </p>
                {catalogue ? <p className="text-sm text-ink-3">{catalogue}</p> : null}
              </div>
              <div className="min-w-0 flex-1 basis-60">
                <p className="break-words">
                  <span aria-hidden className="mr-1.5 text-ink-3">
                    →
                  </span>
                  {nameOf(word)}
                </p>
                <p className="text-sm text-ink-3">{t('mapped.by', { name: by, when: when(at) })}</p>
              </div>
              {mayMap ? (
                <ChangeMeaning
                  merchantSlug={merchantSlug}
                  word={{ carrierId, kind, code }}
                  groups={meanings[kind]}
                  meaning={meaning}
                />
              ) : null}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
