import { expect, it } from 'vitest'
import { isTotalLine, notGoodsByName, notGoodsByPrice, type NotGoodsCode } from './goods'

it.each<[string, string, NotGoodsCode | null]>([
  ['POST', 'POSTAGE', 'postage'],
  ['DOT', '', 'postage'],
  ['C2', 'CARRIAGE', 'postage'],
  ['D', 'Discount', 'discount'],
  ['m', 'Manual', 'manual'],
  ['S', 'SAMPLES', 'sample'],
  ['B', 'Adjust bad debt', 'bad_debt'],
  ['BANK CHARGES', 'Bank Charges', 'bank_charges'],
  ['AMAZONFEE', 'AMAZON FEE', 'marketplace_fee'],
  ['CRUK', 'CRUK Commission', 'donation'],
  ['gift_0001_20', 'Dotcomgiftshop Gift Voucher £20.00', 'gift_voucher'],
  ['77', 'Доставка курьером', 'postage'],
  ['77', 'Стоимость доставки: Москва', 'postage'],
  ['77', 'Скидка по промокоду', 'discount'],
  ['77', 'Подарочный сертификат 3000', 'gift_voucher'],
  ['77', 'Сборка', 'service'],
  ['M', 'Футболка', null],
  ['S', 'Платье, размер S', null],
  ['DCGS0003', 'BOXED GLASS ASHTRAY', null],
  ['85123A', 'POSTAGE STAMP WALLET', null],
  ['22', 'Термос для доставки обедов', null],
])('%s %s', (sku, name, code) => expect(notGoodsByName(sku, name)).toBe(code))

it.each<[number, number, NotGoodsCode | null]>([
  [255, 6, null],
  [255, -6, null],
  [0, 6, 'price_zero'],
  [0, -6, 'stock_correction'],
  [-5, 1, 'price_negative'],
])('price %d, quantity %d', (price, quantity, code) => expect(notGoodsByPrice(price, quantity)).toBe(code))

it('knows a footer', () => {
  expect(isTotalLine(['', 'Итого:', '', '500'])).toBe(true)
  expect(isTotalLine(['1001', 'Итого', ''])).toBe(false)
  expect(isTotalLine(['Итоговый заказ'])).toBe(false)
})
