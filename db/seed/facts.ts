import type { Role } from '@/lib/permissions'

/** What a person or program needs to use the demo: written to `.data/demo.json`, mode 0600. */
export type DemoMerchant = {
  slug: string
  name: string
  apiKey: string
  carrier: { name: string; secret: string }
  logins: { role: Role; email: string; password: string }[]
}

export type DemoFacts = { merchants: DemoMerchant[] }
