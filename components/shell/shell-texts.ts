import type { getTranslations } from 'next-intl/server'
import type { HelpTexts } from './help-dialog'
import { screens } from './navigation'
import type { PaletteTexts } from './palette'

type Translate = Awaited<ReturnType<typeof getTranslations>>

/** The words of the palette, which is a client island without a dictionary of its own. */
export function paletteTexts(t: Translate): PaletteTexts {
  return {
    title: t('palette.title'),
    placeholder: t('palette.placeholder'),
    screens: t('palette.screens'),
    kinds: {
      returns: t('palette.returns'),
      orders: t('palette.orders'),
      pickups: t('palette.pickups'),
      customers: t('palette.customers'),
    },
    searching: t('palette.searching'),
    nothing: t('palette.nothing'),
    failed: t('palette.failed'),
    move: t('palette.move'),
    go: t('palette.go'),
    close: t('palette.close'),
  }
}

export function helpTexts(t: Translate): HelpTexts {
  const jumps = (
    ['overview', 'returns', 'refusals', 'orders', 'deadlines', 'policy', 'routing'] as const
  ).map((key) => ({
    keys: ['G', (screens[key].key ?? '').toUpperCase()],
    text: t(`keys.${key}`),
  }))
  return {
    title: t('keys.title'),
    close: t('palette.close'),
    groups: [
      {
        title: t('keys.everywhere'),
        keys: [
          { keys: ['Ctrl', 'K'], text: t('keys.palette') },
          { keys: ['/'], text: t('keys.search') },
          { keys: ['C'], text: t('keys.create') },
          ...jumps,
          { keys: ['?'], text: t('keys.help') },
          { keys: ['Esc'], text: t('keys.escape') },
        ],
      },
      {
        title: t('keys.lists'),
        keys: [
          { keys: ['J'], text: t('keys.next') },
          { keys: ['K'], text: t('keys.previous') },
          { keys: ['Enter'], text: t('keys.open') },
          { keys: [t('keys.space')], text: t('keys.peek') },
          { keys: ['X'], text: t('keys.select') },
          { keys: ['S'], text: t('keys.send') },
        ],
      },
    ],
  }
}
