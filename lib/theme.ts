export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The cookie in which the chosen theme is kept; the server writes it on `<html>`, so nothing flashes. */
export const themeCookie = 'theme'

/** Reads a theme from outside (a cookie, a form field); anything unknown follows the system. */
export function parseTheme(value: string | null | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}
