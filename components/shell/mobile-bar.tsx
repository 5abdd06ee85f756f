import { getTranslations } from 'next-intl/server'
import { Icon } from '@/components/ui/icon'
import { NavLink } from './nav-link'
import { screenHref, screens, type ScreenKey } from './navigation'

const first: readonly ScreenKey[] = ['overview', 'returns', 'newPickup', 'orders']
const cell =
  'flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[11px] leading-4 text-ink-2 -outline-offset-2 aria-[current]:font-medium aria-[current]:text-accent-ink'

/** The four nearest screens under the thumb, and the sidebar for the rest. */
export async function MobileBar({
  merchantSlug,
  allowed,
  sheetId,
}: {
  merchantSlug: string
  allowed: readonly ScreenKey[]
  sheetId: string
}) {
  const t = await getTranslations('shell.nav')
  return (
    <nav
      aria-label={t('bar')}
      className="no-print fixed inset-x-0 bottom-0 z-20 flex border-t border-hairline bg-paper pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {first
        .filter((key) => allowed.includes(key))
        .map((key) => (
          <NavLink
            key={key}
            href={screenHref(merchantSlug, key)}
            nested={screens[key].nested}
            className={cell}
          >
            <Icon name={screens[key].icon} size={20} />
            <span className="max-w-full truncate px-1">
              {t(key === 'newPickup' ? 'newPickupShort' : key)}
            </span>
          </NavLink>
        ))}
      <button type="button" popoverTarget={sheetId} className={cell}>
        <Icon name="menu" size={20} />
        {t('more')}
      </button>
    </nav>
  )
}
