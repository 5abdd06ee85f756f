import { getTranslations } from 'next-intl/server'
import { Card, Section } from '@/components/ui/section'
import { StatusPill } from '@/components/ui/status-pill'
import type { UnknownWord } from '@/lib/carriers/words'
import type { Meanings } from './meanings'
import { aboutText, RawMessage, textOf } from './message-parts'
import { UnknownWordForm } from './unknown-word'

type Props = {
  merchantSlug: string
  words: UnknownWord[]
  meanings: Meanings
  /** Whether the caller may say what they mean. */
  mayMap: boolean
  when: (moment: Date) => string
}

/** One card for each word of a carrier that nobody knows: how many messages wait, an example, and what it may mean. */
export async function UnknownWords({ merchantSlug, words, meanings, mayMap, when }: Props) {
  const t = await getTranslations('carriers')
  return (
    <Section
      id="unknown-words"
      title={t('unknown.title')}
      description={mayMap ? t('unknown.description') : t('unknown.readOnly')}
    >
      <ul className="space-y-3">
        {words.map(({ carrierId, carrierName, kind, code, told, words: catalogue, count, example }) => (
          <li key={`${carrierId} ${kind} ${code}`}>
            <Card className="grid gap-x-8 gap-y-4 p-4 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
              <div className="min-w-0">
                <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <h3 className="font-semibold break-words">
                    {t(`unknown.${kind}`, { word: told, carrier: carrierName })}
                  </h3>
                  <StatusPill tone="amber">{t('unknown.waiting', { count })}</StatusPill>
                </div>
                {catalogue ? (
                  <p className="mt-1 text-ink-2">{t('unknown.catalogue', { words: catalogue })}</p>
                ) : null}
                <p className="mt-1 text-sm break-words text-ink-2">
                  {t('unknown.example', {
                    about: aboutText(example, t),
                    when: when(new Date(textOf(example.occurredAt))),
                  })}
                </p>
                <RawMessage raw={example} label={t('raw')} />
              </div>
              {mayMap ? (
                <UnknownWordForm
                  merchantSlug={merchantSlug}
                  word={{ carrierId, kind, code }}
                  told={told}
                  groups={meanings[kind]}
                />
              ) : null}
            </Card>
          </li>
        ))}
      </ul>
    </Section>
  )
}
