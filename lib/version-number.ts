/** The number in `/routing/versions/3`, or null when it is none. */
export function parseVersionNumber(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}
