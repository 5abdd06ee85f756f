import { describe, expect, it } from 'vitest'
import { evidenceLink, evidenceOf } from './evidence'

const piece = (n: number) => ({ kind: 'photo', reference: `https://carrier.test/${n}.jpg` })

describe('what was told with an event', () => {
  it('is every piece, whatever the event, and that of older events too', () => {
    expect(evidenceOf({ type: 'evidence.added', data: piece(1) })).toEqual([piece(1)])
    expect(
      evidenceOf({ type: 'evidence.added', data: { ...piece(1), evidence: [piece(2), piece(3)] } }),
    ).toEqual([1, 2, 3].map(piece))
    expect(evidenceOf({ type: 'parcel.at_hub', data: { evidence: [piece(1), piece(2)] } })).toEqual(
      [1, 2].map(piece),
    )
    expect(evidenceOf({ type: 'parcel.at_hub', data: {} })).toEqual([])
    expect(evidenceOf({ type: 'notice.sent', data: { kind: 'customer_route' } })).toEqual([])
  })
})

describe('a reference', () => {
  it.each([
    ['https://carrier.test/1.jpg?sig=a%20b', 'https://carrier.test/1.jpg?sig=a%20b'],
    ['HTTPS://carrier.test/1.jpg', 'https://carrier.test/1.jpg'],
    ['http://carrier.test/1.jpg', null],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://bank.test@evil.test/', null],
    ['//carrier.test/1.jpg', null],
    ['photos/1.jpg', null],
    ['https://', null],
  ])('%s is opened at %s', (reference, link) => {
    expect(evidenceLink(reference)).toBe(link)
  })
})
