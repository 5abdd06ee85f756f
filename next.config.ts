import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  typedRoutes: true,
  // `npm run check` does this; a demo on a fresh clone need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // Native or file-reading packages that must stay outside the bundle.
  serverExternalPackages: ['@node-rs/argon2', 'postgres', 'graphile-worker', 'pino'],
  // Both: what passes proxy.ts would otherwise be cut off, silently, at 10 MB.
  experimental: { serverActions: { bodySizeLimit: '64mb' }, proxyClientMaxBodySize: '64mb' },
}

export default createNextIntlPlugin('./lib/i18n/request.ts')(config)
