import { expect, it } from 'vitest'
import { freshMerchant } from '@/db/factories/merchant'
import { parcelOf, refusalOf, tell } from '@/db/factories/refusal'
import { testDatabase } from '@/db/testing/database'
import { carrierCaller } from '@/lib/caller'
import { newId } from '@/lib/ids'
import { mapCode } from './commands'
import { parkedMessages } from './messages'
import { readWords } from './words'

const { owner } = await testDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

it('stands one word together in whatever way it is written, with its latest message and the carrier’s own words', async () => {
  const shop = await freshMerchant(owner)
  await owner`update carriers set code_scheme = 'cdek' where merchant_id = ${shop.id}`
  const told = (reasonCode: string, comment: string) =>
    refusalOf('A-1', ago(3), { reasonCode, comment, orderNumber: 'A-1' })
  await tell(shop, [told('24', 'первое')], ago(2))
  await tell(shop, [told('024', 'второе'), told('otkaz-7', 'другое')], ago(1))
  await tell(shop, [{ id: 'n', type: 'NV-19', occurredAt: ago(1).toISOString() }], ago(0.5))
  await tell(shop, [refusalOf('NO-SUCH-ORDER', ago(3), { id: 'stray' })], now)

  const { unknown, mapped } = await readWords(shop.callers.staff)
  const shown = unknown.map(({ kind, code, count, words, example }) => [
    `${kind} ${code} ${count}`,
    words,
    example.comment,
  ])
  expect(shown).toEqual([
    ['reason 24 2', 'Возврат, не прошел таможню', 'второе'],
    ['type NV-19 1', null, undefined],
    ['reason otkaz-7 1', null, 'другое'],
  ])
  expect(mapped).toEqual([])
  // What waits for a word stands there and nowhere else.
  const { messages, total } = await parkedMessages(shop.callers.staff, null)
  expect([messages.map(({ id }) => id), total]).toEqual([['stray'], 1])
})

it('says what a mapped word means, who said so and when, and forgets that it was unknown', async () => {
  const [shop, other] = [await freshMerchant(owner), await freshMerchant(owner)]
  const order = await parcelOf(shop)
  await tell(shop, [refusalOf(order.number, ago(3), { reasonCode: 'Otkaz-7' })], now)
  const { unknown } = await readWords(shop.callers.support)
  expect(unknown).toMatchObject([{ told: 'Otkaz-7', code: 'otkaz-7' }])
  const input = { carrierId: shop.carrierId, kind: 'reason' as const, code: 'Otkaz-7', meaning: 'style' }
  expect(await mapCode(shop.callers.support, { commandId: newId(), ...input }, now)).toMatchObject({
    ok: true,
  })
  const words = await readWords(shop.callers.staff)
  expect(words.unknown).toEqual([])
  expect(words.mapped).toMatchObject([
    { code: 'otkaz-7', kind: 'reason', meaning: 'style', by: 'Сотрудник support', at: now },
  ])
  expect(await readWords(other.callers.admin)).toMatchObject({ unknown: [], mapped: [] })
  const carrier = carrierCaller(shop.system.merchant, shop.carrierId)
  await expect(readWords(carrier)).rejects.toThrow('carrier_message.read')
})
