import { z } from 'zod'
import { keeper } from '@/components/ui/kept'
import type { PickupForm } from '@/lib/pickups/rules'

/** Kept for the tab alone, because it names a person. One draft for each order or return. */
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
    decision: z.object({ comment: text.optional() }).optional(),
  }),
})
export type Draft = Omit<z.infer<typeof draftShape>, 'values'> & { values: PickupForm }

const drafts = keeper<Draft>('obratno:pickup:', draftShape)

/** `subject` is `order:НОМЕР` or `case:10342`. */
export function readDraft(merchantSlug: string, subject: string): Draft | null {
  return drafts.read(`${merchantSlug}:${subject}`)
}

export function writeDraft(merchantSlug: string, draft: Draft): void {
  drafts.write(`${merchantSlug}:${draft.subject}`, draft)
}

export function dropDraft(merchantSlug: string, subject: string): void {
  drafts.drop(`${merchantSlug}:${subject}`)
}

/** All drafts of a shop in this tab, the latest first. */
export function allDrafts(merchantSlug: string): Draft[] {
  return drafts.all(`${merchantSlug}:`).sort((a, b) => b.savedAt - a.savedAt)
}
