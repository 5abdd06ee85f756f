import 'server-only'

/** The address under which people open the cabinet; it decides whether cookies are for https alone. */
export function appUrl(): string {
  const url = process.env.APP_URL
  if (!url) throw new Error('APP_URL is not set: start through npm run demo, dev or start')
  return url
}

export function isSecure(): boolean {
  return appUrl().startsWith('https://')
}

function cookie(name: string) {
  const secure = isSecure()
  return {
    // `__Host-`: the browser takes it over https alone, from this very host, for every path.
    name: secure ? `__Host-${name}` : name,
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  }
}

export function sessionCookie() {
  return cookie('obratno.session')
}

export function csrfCookie() {
  return cookie('obratno.csrf')
}

export function callbackCookie() {
  return cookie('obratno.callback')
}

/** For what is chosen, not secret: language and theme, for a year. */
export function preferenceCookie() {
  return { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: isSecure(), maxAge: 365 * 24 * 3600 }
}
