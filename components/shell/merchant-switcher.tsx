import { getTranslations } from 'next-intl/server'
import { Avatar } from '@/components/ui/avatar'
import { Icon } from '@/components/ui/icon'
import { Menu, MenuLabel, MenuLink } from '@/components/ui/menu'

export type ShopLink = { slug: string; name: string }

/** The shop one works in; a list when the user belongs to several. */
export async function MerchantSwitcher({
  current,
  shops,
}: {
  current: ShopLink
  shops: readonly ShopLink[]
}) {
  const t = await getTranslations('shell.merchant')
  const face = (
    <>
      <Avatar name={current.name} square />
      <span className="min-w-0 flex-1 truncate text-left font-semibold">{current.name}</span>
    </>
  )
  if (shops.length < 2) return <div className="flex h-9 items-center gap-2.5 px-1.5">{face}</div>

  return (
    <Menu
      className="flex h-9 w-full items-center gap-2.5 rounded-md px-1.5 hover:bg-pressed pointer-coarse:h-11"
      trigger={
        <>
          {face}
          <span className="sr-only">{t('switch')}</span>
          <Icon name="chevrons-up-down" size={14} className="mr-1 text-ink-3" />
        </>
      }
    >
      <MenuLabel>{t('list')}</MenuLabel>
      {shops.map((shop) => (
        <MenuLink key={shop.slug} href={`/${shop.slug}`} current={shop.slug === current.slug}>
          <Avatar name={shop.name} square size={20} />
          <span className="min-w-0 flex-1 truncate">{shop.name}</span>
          {shop.slug === current.slug ? <Icon name="check" className="text-accent-ink" /> : null}
        </MenuLink>
      ))}
    </Menu>
  )
}
