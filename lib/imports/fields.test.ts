import { describe, expect, it } from 'vitest'
import { fieldOfName, matchColumns, plainName } from './columns'
import { columnLetters, columnNames, fields, missingFields, type Field } from './fields'

describe('matchColumns', () => {
  it.each<[string, string[], Partial<Record<Field, number>>]>([
    [
      'UCI',
      [
        'InvoiceNo',
        'StockCode',
        'Description',
        'Quantity',
        'InvoiceDate',
        'UnitPrice',
        'CustomerID',
        'Country',
      ],
      { orderNumber: 0, sku: 1, name: 2, quantity: 3, placedAt: 4, unitPrice: 5, customerRef: 6 },
    ],
    [
      'a Russian shop',
      [
        '№ заказа',
        'Дата заказа',
        'Артикул',
        'Наименование товара',
        'Кол-во',
        'Цена, руб.',
        'ФИО',
        'Телефон',
        'E-mail',
        'Город',
        'Адрес доставки',
        'Индекс',
        'Способ оплаты',
        'Дата вручения',
        'Трек-номер',
        'Вес, кг',
      ],
      {
        orderNumber: 0,
        placedAt: 1,
        sku: 2,
        name: 3,
        quantity: 4,
        unitPrice: 5,
        customerName: 6,
        phone: 7,
        email: 8,
        city: 9,
        address: 10,
        postalCode: 11,
        payment: 12,
        handedOverAt: 13,
        trackingNumber: 14,
        weightGrams: 15,
      },
    ],
    [
      'a marketplace',
      [
        'Номер заказа',
        'Номер отправления',
        'Принят в обработку',
        'Название товара',
        'Артикул',
        'Ваша цена',
        'Код валюты',
        'Количество',
      ],
      { orderNumber: 0, placedAt: 2, name: 3, sku: 4, unitPrice: 5, currency: 6, quantity: 7 },
    ],
    [
      'Shopify, but for its `Name` of the order',
      [
        'Name',
        'Email',
        'Currency',
        'Created at',
        'Lineitem quantity',
        'Lineitem name',
        'Lineitem price',
        'Lineitem sku',
        'Shipping City',
        'Shipping Zip',
        'Phone',
        'Vendor',
      ],
      {
        email: 1,
        currency: 2,
        placedAt: 3,
        quantity: 4,
        name: 5,
        unitPrice: 6,
        sku: 7,
        city: 8,
        postalCode: 9,
        phone: 10,
        supplier: 11,
      },
    ],
  ])('%s', (_, headings, mapping) => expect(matchColumns(headings)).toEqual(mapping))

  it('prefers the surer name, and the first of equal ones', () => {
    expect(matchColumns(['Дата', 'Дата заказа', 'Цена', 'Цена'])).toEqual({ placedAt: 1, unitPrice: 2 })
  })

  it('names what is missing', () => {
    expect(missingFields(matchColumns(['Артикул', 'Цена']))).toEqual(['orderNumber', 'placedAt', 'quantity'])
  })

  it('knows every field by its own name in code', () => {
    expect(fields.filter((field) => fieldOfName(field)?.field !== field)).toEqual([])
  })
})

it.each<[string, Field]>([
  ['Дата прибытия в ПВЗ', 'readyForCollectionAt'],
  ['Готов к выдаче', 'readyForCollectionAt'],
  ['Тип покупателя', 'buyerType'],
  ['Customer type', 'buyerType'],
  ['Покупатель', 'customerName'],
  ['Buyer', 'customerName'],
])('knows %s for %s', (heading, field) => expect(fieldOfName(heading)?.field).toBe(field))

it.each([
  ['  Цена, РУБ. ', 'цена'],
  ['UnitPrice', 'unit price'],
  ['Счёт_№', 'счет no'],
  ['Кол-во (шт.)', 'кол во шт'],
])('plainName of %s', (heading, plain) => expect(plainName(heading)).toBe(plain))

it.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [255, 'IV'],
])('columnLetters of %d', (column, letters) => expect(columnLetters(column)).toBe(letters))

it('tells columns with one name, or none, apart', () => {
  expect(columnNames(['Цена', '', 'цена ', ' Цена\n с НДС'], 5)).toEqual([
    'Цена',
    'B',
    'цена (2)',
    'Цена с НДС',
    'E',
  ])
})
