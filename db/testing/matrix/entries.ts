import type { FurnishedMerchant } from '@/db/factories/furnished'
import type { Caller } from '@/lib/caller'

/** Asks with one shop's ids as some caller. What it answers is searched for that shop's secrets. */
export type Ask = (caller: Caller, of: FurnishedMerchant) => Promise<unknown>
export type Act = (slug: string, of: FurnishedMerchant) => Promise<unknown>

export type Entries = {
  /** The shop's own people see its secrets; another shop sees nothing of them; who may not read is refused. */
  reads: Record<string, Ask>
  /** Another shop's id is as one that never was; who may not write is refused. */
  writes: Record<string, Ask>
  /** Writes that name nothing of another shop: only the permission can be asked. */
  makers: Record<string, Ask>
  actions: Record<string, Act>
}
