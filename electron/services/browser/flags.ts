/** What every browser that we start is told, apart from its profile and how we talk to it. */
const ALWAYS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--disable-extensions',
  '--disable-component-extensions-with-background-pages',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-client-side-phishing-detection',
  '--disable-domain-reliability',
  '--disable-search-engine-choice-screen',
  '--metrics-recording-only',
  // Neither the keychain nor the wallet of the person at the machine.
  '--password-store=basic',
  '--use-mock-keychain',
  '--disk-cache-size=1',
  '--media-cache-size=1',
]

const FEATURES_OFF = ['Translate', 'MediaRouter', 'OptimizationHints', 'AutofillServerCommunication', 'InterestFeedContentSuggestions']

/**
 * For pages of strangers. `--disable-popup-blocking`, which drivers usually pass, is left out on purpose: with
 * blocking, a page that opens 64 windows gets one. No flag here hides that the browser is driven.
 */
const HOSTILE = [
  '--headless=new',
  // The first page, the one that is used, keeps nothing beyond the run.
  '--incognito',
  '--hide-scrollbars',
  '--mute-audio',
  '--force-color-profile=srgb',
  '--deny-permission-prompts',
  '--dns-prefetch-disable',
  // No datagrams to addresses of the page's choice, and none of our own addresses told to it.
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-hang-monitor',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  // A page that eats memory dies at about 0.8 GB instead of 4.
  '--js-flags=--max-old-space-size=512',
]

export interface FlagOptions {
  /** `hostile`: without a window, for a page of strangers. `window`: one of our own, with our own content. */
  purpose: 'hostile' | 'window'
  acceptLanguages?: string
}

export function browserFlags(options: FlagOptions): string[] {
  return [
    ...ALWAYS,
    `--disable-features=${FEATURES_OFF.join(',')}`,
    ...(options.purpose === 'hostile' ? HOSTILE : []),
    ...(options.acceptLanguages ? [`--accept-lang=${options.acceptLanguages}`, `--lang=${options.acceptLanguages.split(',')[0]}`] : []),
  ]
}
