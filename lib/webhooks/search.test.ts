import { expect, it } from 'vitest'
import { messageQuery, parseMessageSearch, parseWebhookId } from './search'

const id = '0192f0c4-1111-7000-8000-000000000001'

it('gives back what it has written', () => {
  for (const search of [
    { state: null, type: null, cursor: null },
    { state: 'failed' as const, type: 'route.given' as const, cursor: null },
    { state: null, type: null, cursor: { side: 'before' as const, at: new Date(1_763_000_000_123), id } },
  ]) {
    const query = Object.fromEntries(new URLSearchParams(messageQuery(search)))
    expect(parseMessageSearch(query)).toEqual(search)
  }
  expect(messageQuery({ state: null, type: null, cursor: null })).toBe('')
})

it('takes nonsense for nothing', () => {
  const nothing = { state: null, type: null, cursor: null }
  expect(parseMessageSearch({ state: 'gone', type: 'case.*', cursor: 'x' })).toEqual(nothing)
  expect(parseMessageSearch({ cursor: `a17-${id}'` })).toEqual(nothing)
  expect(parseMessageSearch({ state: ['failed', 'pending'] })).toEqual({ ...nothing, state: 'failed' })
  expect(parseWebhookId(id)).toBe(id)
  expect(parseWebhookId('new')).toBeNull()
})
