import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { Mark } from '@/components/ui/mark'
import { StatusPill } from '@/components/ui/status-pill'
import { locales } from '@/lib/i18n/locale'

type AuthFrameProps = {
  title: ReactNode
  lead?: ReactNode
  /** Takes a form with `locale`. */
  setLocale: (form: FormData) => Promise<void>
  children: ReactNode
}

const languageNames = { ru: 'Русский', en: 'English' } as const

/** The frame of the pages before the cabinet: the form on paper, beside it what the product is about. */
export async function AuthFrame({ title, lead, setLocale, children }: AuthFrameProps) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()])
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(26rem,5fr)_7fr]">
      <div className="flex flex-col px-5 py-5 sm:px-8">
        <header className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
          <Mark size={28} />
          {t('shell.product')}
        </header>
        <main className="mx-auto flex w-full max-w-88 flex-1 flex-col justify-center py-10">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          {lead ? <p className="mt-1 text-balance text-ink-2">{lead}</p> : null}
          <div className="mt-7">{children}</div>
        </main>
        <footer>
          <form action={setLocale} className="flex gap-1 text-sm" aria-label={t('auth.signIn.language')}>
            {locales.map((each) => (
              <button
                key={each}
                name="locale"
                value={each}
                lang={each}
                aria-pressed={each === locale}
                className="-ml-2 rounded-md px-2 py-1 text-ink-3 not-first:ml-0 hover:bg-hover hover:text-ink aria-pressed:font-medium aria-pressed:text-ink pointer-coarse:py-2.5"
              >
                {languageNames[each]}
              </button>
            ))}
          </form>
        </footer>
      </div>
      <aside className="hidden place-items-center border-l border-hairline bg-sunken p-12 lg:grid">
        <div className="w-full max-w-md">
          <p className="text-2xl font-semibold tracking-tight text-balance">{t('auth.panel.title')}</p>
          <p className="mt-2 text-lg text-pretty text-ink-2">{t('auth.panel.text')}</p>
          <ReturnPicture />
        </div>
      </aside>
    </div>
  )
}

const steps = [
  { key: 'agreed', icon: 'phone' },
  { key: 'collected', icon: 'package-check' },
  { key: 'transit', icon: 'truck' },
  { key: 'refund', icon: 'wallet' },
] as const satisfies readonly { key: string; icon: IconName }[]

/** A drawn example of a return on its way. Decoration. */
async function ReturnPicture() {
  const t = await getTranslations('auth.panel')
  const now = 2
  return (
    <div aria-hidden className="mt-9 rounded-xl bg-surface p-5 shadow-float select-none">
      <div className="flex items-center justify-between gap-3">
        <div>
          <p className="font-semibold">{t('number')}</p>
          <p className="tabular text-sm text-ink-2">{t('facts')}</p>
        </div>
        <StatusPill tone="blue">{t('steps.transit')}</StatusPill>
      </div>
      <ol className="mt-5">
        {steps.map((step, index) => (
          <li key={step.key} className="group flex gap-3">
            <div className="flex flex-col items-center">
              <span
                className={`grid size-7 shrink-0 place-items-center rounded-full ${
                  index < now
                    ? 'bg-green-soft text-green-ink'
                    : index === now
                      ? 'bg-accent text-on-accent'
                      : 'text-ink-3 ring-1 ring-edge ring-inset'
                }`}
              >
                <Icon name={step.icon} size={14} />
              </span>
              {index < steps.length - 1 ? (
                <span className={`my-1 w-px flex-1 ${index < now ? 'bg-green' : 'bg-edge'}`} />
              ) : null}
            </div>
            <div className="flex min-h-13 flex-1 justify-between gap-4 pt-1 group-last:min-h-7">
              <span className={index > now ? 'text-ink-3' : index === now ? 'font-medium' : ''}>
                {t(`steps.${step.key}`)}
              </span>
              <span className="tabular text-sm text-ink-3">{t(`when.${step.key}`)}</span>
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}
