import type { NextConfig } from 'next';
import path from 'node:path';
import { HASH_PARAMETER } from './lib/hashed-address';

// What each page may load. `server/csp.ts` adds the hashes of the inline scripts that Next.js wrote into it; WASM may
// compile, `eval` may not. The development server alone needs more.
const dev = process.env.NODE_ENV === 'development';
const csp = (frameAncestors: string) =>
  [
    "default-src 'self'",
    `script-src 'self'${dev ? " 'unsafe-inline' 'unsafe-eval'" : ''} 'wasm-unsafe-eval'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors}`,
  ].join('; ');

const security = [
  // Together these two isolate the page, which threads in WASM need (SharedArrayBuffer).
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
];

// Embeds stand in frames of any site, isolated sites among them, which ask each frame to say that it may.
const embedded = [
  { key: 'Content-Security-Policy', value: csp('*') },
  { key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' },
];

const config: NextConfig = {
  serverExternalPackages: ['pg', '@prisma/adapter-pg', 'onnxruntime-node', 'pino'],
  turbopack: { root: import.meta.dirname ?? path.resolve('.') },
  // `npm test` checks them; whoever only starts the app need not wait for it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // No page has an image to optimize, and an address that does so for anybody is work for nothing.
  images: { unoptimized: true },
  // Ten kilobytes, compressed: within the document they spare a round trip before the first paint.
  experimental: { inlineCss: true },
  // Browsers ask for it by themselves where a page was left before its head was read.
  async rewrites() {
    return [{ source: '/favicon.ico', destination: '/icon.svg' }];
  },
  async headers() {
    return [
      { source: '/:path*', headers: security },
      {
        source: '/((?!embed(?:/|$)).*)',
        headers: [{ key: 'Content-Security-Policy', value: csp("'none'") }],
      },
      { source: '/embed/:path*', headers: embedded },
      // Shown by other sites beside a link.
      {
        source: '/:path*/picture',
        headers: [{ key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' }],
      },
      // Asked for with a content hash they never change; without one the browser asks whether they did.
      ...['/ort/:path*', '/models/:path*'].flatMap((source) => [
        {
          source,
          missing: [{ type: 'query' as const, key: HASH_PARAMETER }],
          headers: [{ key: 'Cache-Control', value: 'public, max-age=0, must-revalidate' }],
        },
        {
          source,
          has: [{ type: 'query' as const, key: HASH_PARAMETER }],
          headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }],
        },
      ]),
    ];
  },
};

export default config;
