import { getLocale, getTranslations } from 'next-intl/server'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import type { Tone } from '@/components/ui/status-pill'
import { formatCapped } from '@/lib/i18n/format'
import { parseLocale } from '@/lib/i18n/locale'
import { NavLink } from './nav-link'
import { screenHref, screens, type ScreenKey } from './navigation'

/** One queue of the shop: its address holds exactly the cases that `count` counts. */
export type Queue = { label: string; href: string; count: number; tone: Tone }

export type SidebarNavProps = {
  merchantSlug: string
  /** The screens this member may open, in the order of the list. */
  allowed: readonly ScreenKey[]
  /** Numbers beside screens; counting stops at 1,000. */
  counts?: Partial<Record<ScreenKey, number>>
  queues?: readonly Queue[]
}

const countLimit = 1000
const row =
  'group/nav flex h-8 items-center gap-2.5 rounded-md px-2 text-ink-2 -outline-offset-2 transition-colors duration-100 hover:bg-pressed hover:text-ink aria-[current]:bg-pressed aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:h-11'
const dots: Record<Tone, string> = {
  amber: 'text-amber',
  red: 'text-red',
  blue: 'text-blue',
  green: 'text-green',
  grey: 'text-grey',
}
const queueShapes: Record<Tone, IconName> = {
  amber: 'clock',
  red: 'triangle-exclamation-point',
  blue: 'circle-arrow-right',
  green: 'circle-check',
  grey: 'circle-minus',
}

export async function SidebarNav({ merchantSlug, allowed, counts = {}, queues = [] }: SidebarNavProps) {
  const [t, locale] = await Promise.all([getTranslations('shell.nav'), getLocale()])
  const shown = (count: number) => formatCapped(count, countLimit, parseLocale(locale))

  return (
    <nav aria-label={t('label')} className="flex flex-col gap-5">
      <ul className="flex flex-col gap-px">
        {allowed.map((key) => {
          const count = counts[key]
          return (
            <li key={key}>
              <NavLink href={screenHref(merchantSlug, key)} nested={screens[key].nested} className={row}>
                <Icon
                  name={screens[key].icon}
                  className="text-ink-3 group-aria-[current]/nav:text-accent-ink"
                />
                <span className="min-w-0 flex-1 truncate">{t(key)}</span>
                {count ? (
                  <span className="tabular text-xs font-normal text-ink-3">{shown(count)}</span>
                ) : null}
              </NavLink>
            </li>
          )
        })}
      </ul>
      {queues.length > 0 ? (
        <div>
          <p className="px-2 pb-1 text-xs text-ink-3">{t('queues')}</p>
          <ul className="flex flex-col gap-px">
            {queues.map((queue) => (
              <li key={queue.href}>
                <NavLink href={queue.href} className={row}>
                  <Icon
                    name={queueShapes[queue.tone]}
                    size={14}
                    className={`mx-px ${queue.count > 0 ? dots[queue.tone] : 'text-grey opacity-60'}`}
                  />
                  <span className="min-w-0 flex-1 truncate">{queue.label}</span>
                  <span
                    className={`tabular text-xs font-normal ${queue.count > 0 ? 'text-ink' : 'text-ink-3'}`}
                  >
                    {shown(queue.count)}
                  </span>
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </nav>
  )
}
