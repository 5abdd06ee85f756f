import { z } from 'zod'
import { calendarDay } from '@/lib/calendar/rules'
import {
  addDays,
  compareLocal,
  datesBetween,
  dayOfWeek,
  daysBetween,
  isLocalDate,
  isTimeOfDay,
  weekdays,
  type LocalDate,
  type TimeOfDay,
  type Weekday,
} from '@/lib/dates'
import { refuse, type Refusal } from '@/lib/result'
import { instantAt, localDate, startOfDay } from '@/lib/time'

/** A carrier's schedule of pickup slots for one merchant, and the slots that follow from it. */

const timeOfDay = z
  .string()
  .refine(isTimeOfDay, { error: 'A time of day as HH:MM', params: { code: 'time' } })

const windowSchema = z
  .strictObject({
    from: timeOfDay,
    to: timeOfDay,
    /**
     * On which days: by name, or by the calendar's kind: `working` (worked Saturdays too) and `weekend` (Saturdays and
     * Sundays that are not worked).
     */
    days: z.array(z.enum([...weekdays, 'working', 'weekend'])).min(1),
    /** Pickups the carrier takes from the shop in this window, all its cities together. */
    capacity: z.int().min(0).max(100_000),
    /** Whether it also runs on public holidays and on weekdays that a decree or art. 112 made days off. */
    holidays: z.boolean().default(false),
    /** Only in these cities; everywhere when absent. */
    cities: z.array(z.string().trim().min(1).max(100)).min(1).max(1000).optional(),
    kind: z.enum(['day', 'evening']).default('day'),
  })
  .refine(({ from, to }) => from < to, { error: 'The window ends before it begins', path: ['to'] })

export type SlotWindow = z.infer<typeof windowSchema>
/** The part of a window that says when it runs. */
type WindowDays = Pick<SlotWindow, 'from' | 'to' | 'days' | 'holidays'>

export const scheduleSchema = z.strictObject({
  /** `ru` for the Russian production calendar, `none` where only Saturday and Sunday are days off. */
  calendar: z.enum(['ru', 'none']).default('ru'),
  /** Whole days between the day of booking and the day of the pickup: 0 lets one book for today. */
  leadDays: z.int().min(0).max(30).default(0),
  /** How many days after today the last slot may lie. */
  horizonDays: z.int().min(0).max(92),
  /** Bookings for a day close at this hour of the merchant's zone, so many days before it. */
  cutoff: z.strictObject({ hour: timeOfDay, daysBefore: z.int().min(0).max(30) }),
  windows: z
    .array(windowSchema)
    .min(1)
    .max(200)
    .refine((windows) => !windows.some((one, at) => windows.slice(0, at).some((other) => meet(one, other))), {
      error: 'Two windows with the same times run on the same day: a slot has one capacity',
    }),
})
export type Schedule = z.infer<typeof scheduleSchema>

/** The schedule in a carrier's row; the driver may hand jsonb over as text. Throws when it is none. */
export function readSchedule(stored: unknown): Schedule {
  return scheduleSchema.parse(typeof stored === 'string' ? JSON.parse(stored) : stored)
}

export type SlotTimes = { date: LocalDate; from: TimeOfDay; to: TimeOfDay }
export type SlotClosed = 'cutoff' | 'holiday'
export type Slot = SlotTimes & {
  kind: SlotWindow['kind']
  startsAt: Date
  endsAt: Date
  /** The last bookings are taken before this instant. */
  cutoffAt: Date
  capacity: number
  free: number
} & ({ state: 'open' | 'full'; reason?: undefined } | { state: 'closed'; reason: SlotClosed })

export type SlotContext = {
  city?: string | undefined
  now: Date
  /** The merchant's IANA zone. */
  zone: string
  /** Pickups already booked, by `slotKey`. When one is rescheduled, leave it out itself. */
  booked: ReadonlyMap<string, number>
}

export type SlotRefusal = 'past' | 'cutoff' | 'full' | 'no_such_slot' | 'beyond_horizon' | 'holiday'

function cityName(city: string): string {
  return city
    .trim()
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/^(г\.|г|город)\s+/u, '')
    .replace(/^г\./u, '')
    .replace(/\s+/g, ' ')
}

/** The name of a slot in `SlotContext.booked`. Seconds, which the database adds to a time of day, are cut off. */
export function slotKey({ date, from, to }: SlotTimes): string {
  return `${date} ${from.slice(0, 5)}-${to.slice(0, 5)}`
}

type DayType = { weekday: Weekday; kind: 'working' | 'weekend' | 'holiday' }

function isNaturalWeekend(weekday: Weekday): boolean {
  return weekday === 'sat' || weekday === 'sun'
}

function dayType(date: LocalDate, calendar: 'ru' | 'none'): DayType {
  const weekday = dayOfWeek(date)
  if (calendar === 'none') return { weekday, kind: isNaturalWeekend(weekday) ? 'weekend' : 'working' }
  const { kind } = calendarDay(date)
  return { weekday, kind: kind === 'shortened' ? 'working' : kind }
}

/** Whether the window runs on such a day: `holiday` when it would, had the day not been a holiday or a moved day off. */
function runsOn(window: WindowDays, { weekday, kind }: DayType): 'yes' | 'no' | 'holiday' {
  const byName = window.days.includes(weekday)
  const usual = isNaturalWeekend(weekday) ? 'weekend' : 'working'
  const restDay = kind === 'holiday' || (kind === 'weekend' && usual === 'working')
  if (!restDay) return byName || window.days.includes(kind) ? 'yes' : 'no'
  if (window.holidays) {
    return byName || window.days.includes('working') || window.days.includes('weekend') ? 'yes' : 'no'
  }
  return byName || window.days.includes(usual) ? 'holiday' : 'no'
}

const dayTypes: readonly DayType[] = weekdays.flatMap((weekday) =>
  (['working', 'weekend', 'holiday'] as const).map((kind) => ({ weekday, kind })),
)

function meet(one: WindowDays, other: WindowDays): boolean {
  if (one.from !== other.from || one.to !== other.to) return false
  return dayTypes.some((day) => runsOn(one, day) === 'yes' && runsOn(other, day) === 'yes')
}

type Running = { window: SlotWindow; holiday: boolean }

/** The windows of a day in a city in order of time, one for each from–to. */
function windowsOn(schedule: Schedule, date: LocalDate, city: string | undefined): Running[] {
  const wanted = city === undefined ? undefined : cityName(city)
  const day = dayType(date, schedule.calendar)
  const chosen = new Map<string, Running>()
  for (const window of schedule.windows) {
    if (window.cities && !window.cities.some((name) => cityName(name) === wanted)) continue
    const runs = runsOn(window, day)
    if (runs === 'no') continue
    const times = `${window.from}-${window.to}`
    // A window that works on holidays goes before one of the same times that does not.
    if (runs === 'yes' || !chosen.has(times)) chosen.set(times, { window, holiday: runs === 'holiday' })
  }
  return [...chosen].sort(([a], [b]) => compareLocal(a, b)).map(([, running]) => running)
}

function slotOf(schedule: Schedule, date: LocalDate, { window, holiday }: Running, ctx: SlotContext): Slot {
  const times = { date, from: window.from, to: window.to }
  const startsAt = instantAt(date, window.from, ctx.zone)
  const byHour = instantAt(addDays(date, -schedule.cutoff.daysBefore), schedule.cutoff.hour, ctx.zone)
  const byLead = startOfDay(addDays(date, 1 - schedule.leadDays), ctx.zone)
  const cutoffAt = new Date(Math.min(startsAt.getTime(), byHour.getTime(), byLead.getTime()))
  const free = Math.max(0, window.capacity - (ctx.booked.get(slotKey(times)) ?? 0))
  const slot = {
    ...times,
    kind: window.kind,
    startsAt,
    endsAt: instantAt(date, window.to, ctx.zone),
    cutoffAt,
    capacity: window.capacity,
    free,
  }
  if (holiday) return { ...slot, state: 'closed', reason: 'holiday' }
  if (ctx.now >= cutoffAt) return { ...slot, state: 'closed', reason: 'cutoff' }
  return { ...slot, state: free > 0 ? 'open' : 'full' }
}

/**
 * The slots of the days `from`–`to` (both included) that have not begun yet, within the horizon, in order of time; closed
 * and full ones too, with the reason.
 * @throws RangeError when a date or the zone does not exist
 */
export function slotsBetween(
  schedule: Schedule,
  { from, to, ...ctx }: SlotContext & { from: LocalDate; to: LocalDate },
): Slot[] {
  const today = localDate(ctx.now, ctx.zone)
  const last = addDays(today, schedule.horizonDays)
  return datesBetween(from < today ? today : from, to > last ? last : to)
    .flatMap((date) =>
      windowsOn(schedule, date, ctx.city).map((running) => slotOf(schedule, date, running, ctx)),
    )
    .filter(({ startsAt }) => startsAt > ctx.now)
}

const refusals: Record<SlotRefusal, string> = {
  past: 'The slot has already begun or lies in the past',
  cutoff: 'Bookings for this slot are closed',
  full: 'The slot is full',
  no_such_slot: 'The carrier has no such slot on that day in that city',
  beyond_horizon: 'The carrier does not take bookings that far ahead',
  holiday: 'The carrier does not work on that day: it is a public holiday or a day off moved by decree',
}

/**
 * Whether this slot can be booked now. It agrees with `slotsBetween`: ok exactly for the slots that are `open` there.
 * @returns the slot, or a Refusal (`slot_full`, else `slot_closed`) whose field `slot` has the reason as its code
 */
export function checkSlot(
  schedule: Schedule,
  wanted: SlotTimes,
  ctx: SlotContext,
): { ok: true; data: Slot } | { ok: false; error: Refusal; reason: SlotRefusal } {
  const refused = (reason: SlotRefusal) => ({
    ...refuse(reason === 'full' ? 'slot_full' : 'slot_closed', refusals[reason], {
      params: { reason, date: wanted.date, from: wanted.from, to: wanted.to },
      fields: [{ path: 'slot', code: reason, message: refusals[reason] }],
    }),
    reason,
  })

  if (!isLocalDate(wanted.date)) return refused('no_such_slot')
  const today = localDate(ctx.now, ctx.zone)
  if (wanted.date < today) return refused('past')
  if (daysBetween(today, wanted.date) > schedule.horizonDays) return refused('beyond_horizon')
  const running = windowsOn(schedule, wanted.date, ctx.city).find(
    ({ window }) => window.from === wanted.from && window.to === wanted.to,
  )
  if (!running) return refused('no_such_slot')
  const slot = slotOf(schedule, wanted.date, running, ctx)
  if (slot.startsAt <= ctx.now) return refused('past')
  if (slot.state === 'open') return { ok: true, data: slot }
  return refused(slot.state === 'closed' ? slot.reason : 'full')
}
