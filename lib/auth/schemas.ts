import { z } from 'zod'

/** What signs a user in, as the form sends it and as next-auth's endpoint gets it, where all values are text. */
export const signInInput = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(320)
    .regex(/^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u),
  password: z.string().min(1).max(1024),
  remember: z.union([z.boolean(), z.stringbool()]).default(false),
})
export type SignInInput = z.infer<typeof signInInput>
