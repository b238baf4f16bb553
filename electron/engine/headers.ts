/**
 * What a window is told about the page it loads. Both window doors send these and nothing else, so that the rules can
 * be read in one place.
 */

/** Stands in `index.html` wherever the nonce of this load is to stand. */
export const NONCE_MARK = '__CSP_NONCE__'

/** Content-Security-Policy of the page. `nonce` is fresh for each load and lets in only the style tag that bears it. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Evidence opened by itself, should that ever happen, is a document that may do and load nothing. */
const OBJECT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

const FEATURES = [
  'accelerometer', 'autoplay', 'camera', 'display-capture', 'encrypted-media', 'fullscreen', 'geolocation',
  'gyroscope', 'hid', 'idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment',
  'picture-in-picture', 'publickey-credentials-get', 'screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking',
]

/** On every answer. Nothing of the window is ever kept in a cache. */
const ALWAYS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

export const pageHeaders = (nonce: string): Record<string, string> => ({
  ...ALWAYS,
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': contentSecurityPolicy(nonce),
  'Permissions-Policy': FEATURES.map((feature) => `${feature}=()`).join(', '),
})

export const assetHeaders = (mediaType: string): Record<string, string> => ({ ...ALWAYS, 'Content-Type': mediaType })

export const objectHeaders = (mediaType: string): Record<string, string> => ({
  ...ALWAYS,
  'Accept-Ranges': 'bytes',
  'Content-Type': shownType(mediaType),
  'Content-Disposition': 'inline',
  'Content-Security-Policy': OBJECT_POLICY,
})

/** By ending; a file with another one is not part of the interface and isn't served. */
export const ASSET_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  webp: 'image/webp',
  woff2: 'font/woff2',
}

const OBJECT_TYPES = new Set([
  'application/json', 'application/pdf', 'audio/mp4', 'audio/mpeg', 'audio/ogg', 'audio/wav', 'audio/webm',
  'image/gif', 'image/jpeg', 'image/png', 'image/webp', 'text/plain', 'video/mp4', 'video/ogg', 'video/webm',
])

/** The type of evidence as a window may see it: never one that can hold script, whatever the evidence says it is. */
function shownType(mediaType: string): string {
  const bare = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!OBJECT_TYPES.has(bare)) return 'application/octet-stream'
  return bare.startsWith('text/') ? `${bare}; charset=utf-8` : bare
}
