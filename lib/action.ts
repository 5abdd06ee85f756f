import 'server-only'
import { revalidatePath } from 'next/cache'
import type { z } from 'zod'
import { actionCaller } from '@/lib/auth/session'
import type { Caller } from '@/lib/caller'
import { refuseInvalid, unstorableTexts } from '@/lib/field-issues'
import { ok, refuse, type Result } from '@/lib/result'

type Asked<Input> = { merchantSlug: string; schema: z.ZodType<Input>; input: unknown }

/** What every action does before its own: who asks, and whether the input is of its shape. */
async function admit<Input>({
  merchantSlug,
  schema,
  input,
}: Asked<Input>): Promise<Result<{ caller: Caller; input: Input }>> {
  const caller = await actionCaller(merchantSlug)
  if (!caller.ok) return caller
  const fields = unstorableTexts(input)
  if (fields.length > 0) return refuse('invalid', 'A text cannot be stored', { fields })
  const parsed = schema.safeParse(input)
  if (!parsed.success) return refuseInvalid(parsed.error, input)
  return ok({ caller: caller.data, input: parsed.data })
}

/** The whole of a writing action: admit, command, and all of the shop's screens anew when something was written. */
export async function act<Input, Data>(
  asked: Asked<Input>,
  command: (caller: Caller, input: Input, now: Date) => Promise<Result<Data>>,
): Promise<Result<Data>> {
  const admitted = await admit(asked)
  if (!admitted.ok) return admitted
  const result = await command(admitted.data.caller, admitted.data.input, new Date())
  if (result.ok) revalidatePath(`/${asked.merchantSlug}`, 'layout')
  return result
}

/** The whole of a reading action. */
export async function ask<Input, Data>(
  asked: Asked<Input>,
  query: (caller: Caller, input: Input) => Promise<Data>,
): Promise<Result<Data>> {
  const admitted = await admit(asked)
  return admitted.ok ? ok(await query(admitted.data.caller, admitted.data.input)) : admitted
}
