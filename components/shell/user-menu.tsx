import { getLocale, getTranslations } from 'next-intl/server'
import { Avatar } from '@/components/ui/avatar'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { Menu, MenuButton, MenuLabel, MenuSeparator } from '@/components/ui/menu'
import { locales, type Locale } from '@/lib/i18n/locale'
import { HelpTrigger } from './help-trigger'
import { themes, type Theme } from '@/lib/theme'

export type ShellActions = {
  /** Takes a form with `locale`. */
  setLocale: (form: FormData) => Promise<void>
  /** Takes a form with `theme`. */
  setTheme: (form: FormData) => Promise<void>
  signOut: () => Promise<void>
}

export type ShellUser = { name: string; email: string; roleLabel: string }

const languageNames: Record<Locale, string> = { ru: 'Русский', en: 'English' }
const themeIcons: Record<Theme, IconName> = { system: 'monitor', light: 'sun', dark: 'moon' }

type UserMenuProps = {
  user: ShellUser
  theme: Theme
  actions: ShellActions
}

export async function UserMenu({ user, theme, actions }: UserMenuProps) {
  const [t, locale] = await Promise.all([getTranslations('shell.user'), getLocale()])
  const chosen = <Icon name="check" className="ml-auto text-accent-ink" />
  return (
    <Menu
      side="top-start"
      className="flex w-full items-center gap-2.5 rounded-md px-1.5 py-1.5 text-left hover:bg-pressed"
      trigger={
        <>
          <Avatar name={user.name} />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm leading-4 font-medium">{user.name}</span>
            <span className="block truncate text-xs text-ink-3">{user.roleLabel}</span>
          </span>
          <span className="sr-only">{t('menu')}</span>
          <Icon name="ellipsis" className="mr-1 text-ink-3" />
        </>
      }
    >
      <div className="min-w-56">
        <div className="px-2 pt-1 pb-1.5">
          <p className="truncate font-medium">{user.name}</p>
          <p className="truncate text-sm text-ink-3">{user.email}</p>
        </div>
        <MenuSeparator />
        <form action={actions.setTheme}>
          <MenuLabel>{t('theme')}</MenuLabel>
          {themes.map((each) => (
            <MenuButton key={each} type="submit" name="theme" value={each} aria-pressed={each === theme}>
              <Icon name={themeIcons[each]} className="text-ink-3" />
              {t(each)}
              {each === theme ? chosen : null}
            </MenuButton>
          ))}
        </form>
        <MenuSeparator />
        <form action={actions.setLocale}>
          <MenuLabel>{t('language')}</MenuLabel>
          {locales.map((each) => (
            <MenuButton
              key={each}
              type="submit"
              name="locale"
              value={each}
              lang={each}
              aria-pressed={each === locale}
            >
              <Icon name="languages" className="text-ink-3" />
              {languageNames[each]}
              {each === locale ? chosen : null}
            </MenuButton>
          ))}
        </form>
        <MenuSeparator />
        <HelpTrigger>
          <Icon name="keyboard" className="text-ink-3" />
          {t('keys')}
        </HelpTrigger>
        <form action={actions.signOut}>
          <MenuButton type="submit">
            <Icon name="log-out" className="text-ink-3" />
            {t('signOut')}
          </MenuButton>
        </form>
      </div>
    </Menu>
  )
}
