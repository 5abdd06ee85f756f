/** Whose list a carrier's reason codes are of (lib/carriers/codes). */
export const codeSchemes = ['own', 'cdek', 'apiship'] as const
export type CodeScheme = (typeof codeSchemes)[number]
