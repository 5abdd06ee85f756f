import { lampovaya } from './lampovaya'
import type { ShopPlan } from './plan'
import { teplyShkaf } from './teply-shkaf'

/** One company fetches for both shops, with a secret for each. */
export const carrier = { code: 'obratno-express', name: 'Обратно Экспресс' }

/** What the shops' own systems are called that are told of refusals: one that is at work, one that is no more. */
export const endpointNames = { orders: '1С: заказы', gone: 'Старая CRM' } as const

export const shops: readonly ShopPlan[] = [lampovaya, teplyShkaf]
