import type { Route } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Suspense, type ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Mark } from '@/components/ui/mark'
import { ToastProvider } from '@/components/ui/toast'
import { MerchantSwitcher, type ShopLink } from './merchant-switcher'
import { MobileBar } from './mobile-bar'
import { screenHref, screenKeys, screens, type ScreenKey } from './navigation'
import { PaletteTrigger } from './palette-trigger'
import { SearchField } from './search-field'
import { helpTexts, paletteTexts } from './shell-texts'
import { ShellKeys } from './shell-keys'
import { SideSheet } from './side-sheet'
import { SidebarNav, type Queue } from './sidebar-nav'
import type { Theme } from '@/lib/theme'
import { UserMenu, type ShellActions, type ShellUser } from './user-menu'

type ShellProps = {
  merchant: ShopLink
  /** All shops the user belongs to, this one included. */
  merchants: readonly ShopLink[]
  user: ShellUser
  theme: Theme
  actions: ShellActions
  /** The screens this member may open; all of them unless given. */
  allowed?: readonly ScreenKey[]
  counts?: Partial<Record<ScreenKey, number>>
  queues?: readonly Queue[]
  children: ReactNode
}

const sheetId = 'shell-sheet'

/** The frame of the cabinet: sidebar, search, content. Everything in it works before a script has come. */
export async function Shell({
  merchant,
  merchants,
  user,
  theme,
  actions,
  allowed = screenKeys,
  counts,
  queues,
  children,
}: ShellProps) {
  const t = await getTranslations('shell')
  const create = allowed.includes('newPickup') ? screenHref(merchant.slug, 'newPickup') : undefined

  return (
    <ToastProvider closeLabel={t('palette.close')}>
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {t('skip')}
      </a>
      <div className="min-h-dvh lg:pl-64">
        <SideSheet id={sheetId} label={t('nav.sidebar')}>
          <div className="px-2.5 pt-2 pb-3">
            <MerchantSwitcher current={merchant} shops={merchants} />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-2.5 pb-4">
            <SidebarNav merchantSlug={merchant.slug} allowed={allowed} counts={counts} queues={queues} />
          </div>
          <div className="border-t border-hairline p-2">
            <UserMenu user={user} theme={theme} actions={actions} />
          </div>
        </SideSheet>

        <header className="no-print sticky top-0 z-20 flex h-13 items-center gap-2 border-b border-hairline bg-paper px-4 lg:px-6">
          <Link
            href={`/${merchant.slug}` as Route}
            aria-label={t('product')}
            className="mr-1 rounded-lg lg:hidden"
          >
            <Mark size={28} />
          </Link>
          <Suspense>
            <SearchField
              returnsHref={screenHref(merchant.slug, 'returns')}
              label={t('search.label')}
              placeholder={t('search.placeholder')}
            />
          </Suspense>
          <PaletteTrigger label={t('search.open')}>
            <Icon name="command" />
          </PaletteTrigger>
          {create ? (
            <LinkButton href={create} variant="primary" icon="plus" className="ml-auto max-lg:hidden">
              {t('nav.newPickup')}
            </LinkButton>
          ) : null}
        </header>

        <main id="content" tabIndex={-1} className="px-4 pt-5 pb-24 outline-none! lg:px-6 lg:pb-10">
          {children}
        </main>
      </div>

      <MobileBar merchantSlug={merchant.slug} allowed={allowed} sheetId={sheetId} />
      <ShellKeys
        searchUrl={`/${merchant.slug}/search`}
        createHref={create}
        screens={allowed.map((key) => ({
          label: t(`nav.${key}`),
          href: screenHref(merchant.slug, key),
          icon: screens[key].icon,
          key: screens[key].key,
        }))}
        paletteTexts={paletteTexts(t)}
        helpTexts={helpTexts(t)}
      />
    </ToastProvider>
  )
}
