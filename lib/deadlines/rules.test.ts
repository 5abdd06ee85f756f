import { describe, expect, it } from 'vitest'
import { endOfDay } from '@/lib/time'
import { dueSpans, lastDayOf } from './rules'
import { dueDay, readDue } from './search'

const now = new Date('2026-11-25T09:00:00Z')
const at = (zone: string, warnDays = 3) => ({ now, zone, warnDays })

describe('the filter by clocks', () => {
  it.each(['soon', 'money_overdue', 'window_ended', '2026-11-25', 'window-2028-02-29', 'money-2026-12-31'])(
    'knows %s',
    (text) => expect(readDue(text)).toBe(text),
  )
  it.each([
    '',
    'later',
    '2026-02-30',
    '2026-13-01',
    'case-2026-11-25',
    '1026-11-25',
    '2026-11-25T00:00',
    'soon ',
  ])('takes %j for none', (text) => expect(readDue(text)).toBeNull())
  it('names the day and the clock', () => {
    expect(dueDay('money-2026-12-31')).toEqual({ day: '2026-12-31', clock: 'money' })
    expect(dueDay('2026-12-31')).toEqual({ day: '2026-12-31', clock: null })
    expect(dueDay('soon')).toBeNull()
  })
})

describe('the spans of ends', () => {
  it('of what ends soon reach from now through the last day of the warning, in the shop’s zone', () => {
    const moscow = { after: now, upTo: new Date('2026-11-28T21:00:00Z') }
    expect(dueSpans('soon', at('Europe/Moscow'))).toEqual({
      window: moscow,
      money: moscow,
      storage: moscow,
    })
    const kamchatka = { after: now, upTo: new Date('2026-11-25T12:00:00Z') }
    expect(dueSpans('soon', at('Asia/Kamchatka', 0))).toEqual({
      window: kamchatka,
      money: kamchatka,
      storage: kamchatka,
    })
  })

  it('of a day hold the end at its last moment and not the one of the day before', () => {
    for (const zone of ['Europe/Kaliningrad', 'Europe/Moscow', 'Asia/Kamchatka', 'Europe/Berlin']) {
      for (const day of ['2026-03-29', '2026-10-25', '2026-12-31', '2028-02-29']) {
        const { window } = dueSpans(`window-${day}`, at(zone))
        const end = endOfDay(day, zone)
        expect(window?.upTo).toEqual(end)
        expect(lastDayOf(end, zone)).toBe(day)
        expect(lastDayOf(window?.after ?? end, zone)).not.toBe(day)
      }
    }
  })

  it('of what is over have no beginning and include this very moment', () => {
    expect(dueSpans('money_overdue', at('Europe/Moscow'))).toEqual({ money: { after: null, upTo: now } })
    expect(dueSpans('window_ended', at('Europe/Moscow'))).toEqual({ window: { after: null, upTo: now } })
    expect(dueSpans('storage_ended', at('Europe/Moscow'))).toEqual({ storage: { after: null, upTo: now } })
  })
})
