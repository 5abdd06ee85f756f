import { z } from 'zod'
import type { PickupForm } from '@/lib/pickups/rules'

/**
 * What was typed and not sent yet, in the tab's own storage: it survives a reload and goes with the tab, because it
 * names a person. One draft for each order or return.
 */
const text = z.string()
const draftShape = z.object({
  savedAt: z.number(),
  subject: text,
  title: text,
  values: z.object({
    commandId: z.uuid(),
    orderId: z.uuid().optional(),
    caseId: z.uuid().optional(),
    items: z.array(
      z.object({ orderLineId: z.uuid(), quantity: z.number(), reason: text, comment: text.optional() }),
    ),
    recipient: z.object({ name: text, phone: text }),
    address: z.object({
      city: text,
      line: text,
      region: text.optional(),
      postalCode: text.optional(),
      entrance: text.optional(),
      floor: text.optional(),
      apartment: text.optional(),
      comment: text.optional(),
    }),
    slot: z.object({ date: text, from: text, to: text }),
    requirements: z.object({ packagingCheck: z.boolean(), photos: z.boolean(), act: z.boolean() }),
    comment: text.optional(),
  }),
})
export type Draft = Omit<z.infer<typeof draftShape>, 'values'> & { values: PickupForm }

const prefix = 'obratno:pickup:'

function keyOf(merchantSlug: string, subject: string): string {
  return `${prefix}${merchantSlug}:${subject}`
}

// A browser may forbid storage altogether; the form then works without drafts.
function storage(): Storage | null {
  try {
    return typeof window === 'undefined' ? null : window.sessionStorage
  } catch {
    return null
  }
}

function parse(raw: string | null): Draft | null {
  if (raw === null) return null
  try {
    const parsed = draftShape.safeParse(JSON.parse(raw))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** `subject` is `order:НОМЕР` or `case:10342`. */
export function readDraft(merchantSlug: string, subject: string): Draft | null {
  return parse(storage()?.getItem(keyOf(merchantSlug, subject)) ?? null)
}

export function writeDraft(merchantSlug: string, draft: Draft): void {
  try {
    storage()?.setItem(keyOf(merchantSlug, draft.subject), JSON.stringify(draft))
  } catch {
    // The storage is full: what is typed stays on the screen.
  }
}

export function dropDraft(merchantSlug: string, subject: string): void {
  storage()?.removeItem(keyOf(merchantSlug, subject))
}

/** All drafts of a shop in this tab, the latest first. */
export function allDrafts(merchantSlug: string): Draft[] {
  const held = storage()
  if (!held) return []
  return Object.keys(held)
    .filter((key) => key.startsWith(keyOf(merchantSlug, '')))
    .flatMap((key) => parse(held.getItem(key)) ?? [])
    .sort((a, b) => b.savedAt - a.savedAt)
}
