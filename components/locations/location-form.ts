/** A place as it is typed into the form, and back: what is wrong stands where it was typed. Pure. */
import { z } from 'zod'
import { canonicalJson } from '@/lib/canonical'
import { weekdays, type Weekday } from '@/lib/dates'
import {
  locationFields,
  locationKinds,
  type LocationFields,
  type OpeningHours,
} from '@/lib/locations/schemas'
import { sumOf, sumText, wholeOf, type Writing } from '@/lib/typed-numbers'

const day = z.object({ open: z.boolean(), from: z.string(), to: z.string() })
const weekdayShape = Object.fromEntries(weekdays.map((one) => [one, day])) as Record<Weekday, typeof day>

/** `to` of a day: «00:00» is its end. */
export const locationFormShape = z.object({
  code: z.string(),
  kind: z.enum(locationKinds),
  name: z.string(),
  city: z.string(),
  address: z.string(),
  supplier: z.string(),
  days: z.object(weekdayShape),
  closures: z.array(z.object({ from: z.string(), to: z.string(), note: z.string() })),
  parcelCost: z.string(),
  storageDayCost: z.string(),
  capacity: z.string(),
})
export type LocationForm = z.infer<typeof locationFormShape>
export type DaysForm = LocationForm['days']

const usual = { from: '09:00', to: '18:00' }

/** The same hours on the given days, none on the others. */
export function daysOf(open: readonly Weekday[], times: { from: string; to: string } = usual): DaysForm {
  const of = (one: Weekday) => ({ open: open.includes(one), ...times })
  return Object.fromEntries(weekdays.map((one) => [one, of(one)])) as DaysForm
}

function daysFrom(hours: OpeningHours): DaysForm {
  const days = daysOf([])
  for (const { days: open, from, to } of hours) {
    for (const one of open) days[one] = { open: true, from, to: to === '24:00' ? '00:00' : to }
  }
  return days
}

export function formOf(fields: LocationFields, writing: Writing): LocationForm {
  return {
    code: fields.code,
    kind: fields.kind,
    name: fields.name,
    city: fields.city,
    address: fields.address,
    supplier: fields.supplier ?? '',
    days: daysFrom(fields.hours),
    closures: fields.closures.map((closure) => ({ ...closure })),
    parcelCost: sumText(fields.parcelCost, writing),
    storageDayCost: sumText(fields.storageDayCost, writing),
    capacity: fields.capacity === null ? '' : String(fields.capacity),
  }
}

export const emptyForm: LocationForm = {
  code: '',
  kind: 'warehouse',
  name: '',
  city: '',
  address: '',
  supplier: '',
  days: daysOf([]),
  closures: [],
  parcelCost: '',
  storageDayCost: '',
  capacity: '',
}

/** `path` as in the form: `days.mon`, `closures.0.to`; `code` of a sentence of `locations.issues`. */
export type Fault = { path: string; code: string; params?: Record<string, string | number> }

/** Days with the same hours as one entry, in the order of the week. */
function hoursFrom(days: DaysForm, fault: (path: string, code: string) => void): OpeningHours {
  const entries: OpeningHours = []
  for (const one of weekdays) {
    const { open, from, to: typed } = days[one]
    if (!open) continue
    const to = typed === '00:00' ? '24:00' : typed
    if (!from || !to) fault(`days.${one}`, 'hoursNeeded')
    else if (from >= to) fault(`days.${one}`, 'hours')
    const same = entries.find((entry) => entry.from === from && entry.to === to)
    if (same) same.days.push(one)
    else entries.push({ days: [one], from, to })
  }
  return entries
}

const mostMinor = 1_000_000_000

/** What the form says, or null with everything that is wrong with it. A closure without a last day is one day. */
export function checkLocation(
  form: LocationForm,
  writing: Writing,
): { fields: LocationFields | null; faults: Fault[] } {
  const faults: Fault[] = []
  const fault = (path: string, code: string, params?: Fault['params']) =>
    void faults.push({ path, code, ...(params && { params }) })
  const sum = (path: 'parcelCost' | 'storageDayCost') => {
    const amount = sumOf(form[path], writing) ?? 0
    if (amount < 0) fault(path, 'sumLeast')
    else if (amount > mostMinor || /^\d{10,}$/.test(form[path].replace(/\s/g, ''))) fault(path, 'sumMost')
    else if (Number.isNaN(amount)) fault(path, 'sum')
    return amount
  }
  const capacity = wholeOf(form.capacity) ?? null
  if (capacity !== null && !(capacity >= 1 && capacity <= 1_000_000)) fault('capacity', 'capacity')
  const closures = form.closures
    .map((closure, index) => ({ ...closure, to: closure.to || closure.from, index }))
    .filter(({ from, to, note }) => from !== '' || to !== '' || note.trim() !== '')
  for (const { from, to, index } of closures) {
    if (!from) fault(`closures.${index}.from`, 'dayNeeded')
    else if (to < from) fault(`closures.${index}.to`, 'closure')
  }
  const candidate = {
    code: form.code,
    kind: form.kind,
    name: form.name,
    city: form.city,
    address: form.address,
    supplier: form.kind === 'supplier' ? form.supplier.trim() || null : null,
    hours: hoursFrom(form.days, fault),
    closures: closures.map(({ from, to, note }) => ({ from, to, note })),
    parcelCost: sum('parcelCost'),
    storageDayCost: sum('storageDayCost'),
    capacity,
  }
  const parsed = locationFields.safeParse(candidate)
  for (const issue of parsed.error?.issues ?? []) {
    const [field, index, part] = issue.path
    const place = closures[Number(index)]?.index ?? 0
    const path =
      field === 'closures' && part !== undefined ? `closures.${place}.${String(part)}` : String(field)
    const known = faults.some(
      (one) => one.path === path || (field === 'hours' && one.path.startsWith('days')),
    )
    const params = issue.code === 'too_big' ? { most: Number(issue.maximum) } : undefined
    if (!known) fault(path, shapeCode(path, issue, form.code.trim() === ''), params)
  }
  return { fields: faults.length === 0 && parsed.success ? parsed.data : null, faults }
}

function shapeCode(path: string, issue: z.core.$ZodIssue, empty: boolean): string {
  if (path === 'code') return empty ? 'required' : 'code'
  if (issue.code === 'too_small') return 'required'
  if (/^closures\.\d+\.(from|to)$/.test(path)) return issue.code === 'custom' ? 'dayFar' : 'dayWrong'
  if (issue.code === 'too_big') return path === 'closures' ? 'closuresMany' : 'tooLong'
  return 'other'
}

/** Fields that are not the same in two states of a place. */
export function changedFields(before: LocationFields, after: LocationFields): (keyof LocationFields)[] {
  const names = Object.keys(locationFields.shape) as (keyof LocationFields)[]
  return names.filter((name) => canonicalJson(before[name]) !== canonicalJson(after[name]))
}
