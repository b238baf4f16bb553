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
]

/** The profile lies in memory where there is room, but nothing is kept that nobody asks for again. */
const NO_CACHE = ['--disk-cache-size=1', '--media-cache-size=1']

const FEATURES_OFF = [
  'Translate',
  'MediaRouter',
  'OptimizationHints',
  'AutofillServerCommunication',
  'InterestFeedContentSuggestions',
  'NetworkTimeServiceQuerying',
  // Processes for what nobody will use: a page that isn't opened, and the lists below an address bar. 50 MB each.
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
]

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
  '--disable-blink-features=BackgroundFetch',
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

/**
 * For an officer who logs in and goes to a post: a window, and a profile that isn't private (sites then behave
 * otherwise) and of which no more than a login is ever kept. A browser that is driven tells pages so, and many then
 * refuse the login: that one word isn't said. It is all that is hidden, and the provenance lists every flag.
 */
const SESSION = [
  // Nor what fetches by itself, unseen by the gate that makes the browser read-only.
  '--disable-blink-features=AutomationControlled,BackgroundFetch',
  '--force-color-profile=srgb',
  // One picture element for each CSS pixel, as in a capture by link.
  '--force-device-scale-factor=1',
  '--deny-permission-prompts',
  '--dns-prefetch-disable',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-hang-monitor',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--js-flags=--max-old-space-size=1024',
  '--window-size=1280,1000',
  // What a page had loaded before it was captured is recovered from there; wiped with the profile.
  '--disk-cache-size=134217728',
  '--media-cache-size=33554432',
]

export interface FlagOptions {
  /**
   * `hostile`: without a window, for a page of strangers. `window`: one of our own, with our own content. `session`: one
   * in which a person goes where she likes; `unseen-session`: the same without a screen, for tests.
   */
  purpose: 'hostile' | 'window' | 'session' | 'unseen-session'
  acceptLanguages?: string
}

export function browserFlags(options: FlagOptions): string[] {
  return [
    ...ALWAYS,
    `--disable-features=${FEATURES_OFF.join(',')}`,
    ...(options.purpose === 'hostile' ? HOSTILE : []),
    ...(options.purpose === 'hostile' || options.purpose === 'window' ? NO_CACHE : []),
    ...(options.purpose === 'session' || options.purpose === 'unseen-session' ? SESSION : []),
    ...(options.purpose === 'unseen-session' ? ['--headless=new'] : []),
    ...(options.acceptLanguages ? [`--accept-lang=${options.acceptLanguages}`, `--lang=${options.acceptLanguages.split(',')[0]}`] : []),
  ]
}
