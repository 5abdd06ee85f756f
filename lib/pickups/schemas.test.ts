import { expect, it } from 'vitest'
import { fieldIssues } from '@/lib/field-issues'
import { createPickupInput } from './schemas'

const order = {
  commandId: '01938a2c-0000-7000-8000-000000000001',
  orderId: '01938a2c-0000-7000-8000-000000000002',
  items: [{ orderLineId: '01938a2c-0000-7000-8000-000000000003', quantity: 1, reason: 'size' }],
  recipient: { name: 'Мария', phone: '8 912 345-67-89' },
  address: { city: 'Москва', line: 'ул. Лесная, 5' },
  slot: { date: '2026-11-23', from: '10:00', to: '14:00' },
}

it('reads the phone as people write it', () => {
  expect(createPickupInput.parse(order).recipient.phone).toBe('+79123456789')
})

it('tells everything that is wrong at once', () => {
  const input = {
    ...order,
    items: [],
    recipient: { name: ' ', phone: '12' },
    address: { city: '', line: '' },
    slot: { date: '', from: '', to: '' },
  }
  const parsed = createPickupInput.safeParse(input)
  const issues = parsed.success ? [] : fieldIssues(parsed.error, input)
  expect(issues.map(({ path, code }) => `${path} ${code}`)).toEqual(
    expect.arrayContaining([
      'items no_items',
      'recipient.name required',
      'recipient.phone too_short',
      'address.city required',
      'address.line required',
    ]),
  )
  expect(issues.some(({ path }) => path === 'slot.date')).toBe(true)
})

it('takes an order or a return, never both and never neither, and a line only once', () => {
  const codes = (input: object) => {
    const parsed = createPickupInput.safeParse(input)
    return parsed.success ? [] : fieldIssues(parsed.error, input).map(({ code }) => code)
  }
  const { orderId, ...without } = order
  expect(codes(without)).toContain('order_or_case')
  expect(codes({ ...order, caseId: orderId })).toContain('order_or_case')
  expect(codes({ ...without, caseId: orderId, items: [] })).toEqual([])
  expect(codes({ ...order, items: [...order.items, ...order.items] })).toContain('twice')
})
