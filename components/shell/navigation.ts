import type { IconName } from '@/components/ui/icon-names'

export const screenKeys = [
  'overview',
  'returns',
  'refusals',
  'newPickup',
  'deadlines',
  'orders',
  'policy',
  'routing',
  'imports',
  'carrierMessages',
  'locations',
  'webhooks',
] as const
export type ScreenKey = (typeof screenKeys)[number]

type Screen = {
  icon: IconName
  /** Below `/[merchant]`. */
  path: string
  /** Current on the pages below it as well. */
  nested: boolean
  /** The second key after `g`. */
  key?: string
}

export const screens: Record<ScreenKey, Screen> = {
  overview: { icon: 'layout-dashboard', path: '', nested: false, key: 'h' },
  returns: { icon: 'undo-2', path: '/returns', nested: true, key: 'r' },
  refusals: { icon: 'package-x', path: '/refusals', nested: true, key: 'f' },
  newPickup: { icon: 'package-plus', path: '/pickups/new', nested: true },
  orders: { icon: 'shopping-bag', path: '/orders', nested: true, key: 'o' },
  deadlines: { icon: 'calendar-clock', path: '/deadlines', nested: true, key: 'd' },
  policy: { icon: 'hourglass', path: '/policy', nested: true, key: 'p' },
  routing: { icon: 'route', path: '/routing', nested: true, key: 'm' },
  imports: { icon: 'file-spreadsheet', path: '/imports', nested: true },
  carrierMessages: { icon: 'message-square-exclamation-point', path: '/carrier-messages', nested: true },
  locations: { icon: 'warehouse', path: '/settings/locations', nested: true, key: 'l' },
  webhooks: { icon: 'webhook', path: '/settings/webhooks', nested: true },
}

/** The address of a screen of one shop. */
export function screenHref(merchantSlug: string, key: ScreenKey): string {
  return `/${merchantSlug}${screens[key].path}`
}
