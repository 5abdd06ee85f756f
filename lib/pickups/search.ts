/** What a new pickup task is for, as it stands in the address. */
export type NewPickupSearch = { order: string | null; caseNumber: number | null }

type Params = Record<string, string | string[] | undefined>

function one(value: string | string[] | undefined): string {
  return ((Array.isArray(value) ? value[0] : value) ?? '').trim()
}

/** Reads `?order=НОМЕР` or `?case=R-10342` (with and without the letter). */
export function parseNewPickup(params: Params): NewPickupSearch {
  const spoken = /^(?:[rр]\s*-?\s*)?(\d{1,9})$/iu.exec(one(params.case))
  return {
    order: one(params.order).slice(0, 100) || null,
    caseNumber: spoken ? Number(spoken[1]) : null,
  }
}

/** The address of the screen for one order or return; the empty screen when neither is given. */
export function newPickupHref(
  merchantSlug: string,
  subject: { order?: string; caseNumber?: number } = {},
): string {
  const base = `/${merchantSlug}/pickups/new`
  if (subject.order !== undefined) return `${base}?${new URLSearchParams({ order: subject.order })}`
  if (subject.caseNumber !== undefined) return `${base}?case=R-${subject.caseNumber}`
  return base
}
