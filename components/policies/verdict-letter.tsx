'use client'

import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { useToast } from '@/components/ui/toast'
import { locales, type Locale } from '@/lib/i18n/locale'

type VerdictLetterProps = {
  /** The letter in each language: the customer's need not be the screen's. */
  letters: Record<Locale, string>
  first: Locale
  texts: {
    title: string
    lead: string
    language: string
    languages: Record<Locale, string>
    copy: string
    copied: string
    failed: string
  }
}

/** A letter to the customer, ready to be copied. */
export function VerdictLetter({ letters, first, texts }: VerdictLetterProps) {
  const id = useId()
  const toast = useToast()
  const [language, setLanguage] = useState(first)

  function copy() {
    navigator.clipboard.writeText(letters[language]).then(
      () => toast({ tone: 'green', text: texts.copied }),
      () => toast({ tone: 'red', text: texts.failed }),
    )
  }

  return (
    <details className="group">
      <summary className="inline-flex items-center gap-1.5 rounded font-medium text-accent-ink select-none hover:underline [&::-webkit-details-marker]:hidden pointer-coarse:min-h-10">
        <Icon name="mail" size={14} />
        {texts.title}
        <Icon name="chevron-down" size={14} className="transition-transform group-open:rotate-180" />
      </summary>
      <div className="mt-3 max-w-2xl overflow-hidden rounded-lg border border-hairline bg-surface">
        <div className="flex flex-wrap items-center justify-between gap-2 border-b border-hairline px-3 py-2">
          <fieldset className="flex rounded-md bg-sunken p-0.5">
            <legend className="sr-only">{texts.language}</legend>
            {locales.map((locale) => (
              <label
                key={locale}
                className="grid h-7 place-items-center rounded px-2.5 text-sm text-ink-2 hover:text-ink has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:ring-1 has-checked:ring-edge has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:h-9"
              >
                <input
                  type="radio"
                  name={id}
                  className="sr-only"
                  checked={locale === language}
                  onChange={() => setLanguage(locale)}
                />
                {texts.languages[locale]}
              </label>
            ))}
          </fieldset>
          <Button size="sm" icon="copy" onClick={copy}>
            {texts.copy}
          </Button>
        </div>
        <p lang={language} className="px-4 py-3.5 text-pretty break-words whitespace-pre-line">
          {letters[language]}
        </p>
      </div>
      <p className="mt-1.5 text-sm text-ink-3">{texts.lead}</p>
    </details>
  )
}
