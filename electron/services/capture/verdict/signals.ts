/** Something that lies over the page. */
export interface Layer {
  /** Share of the window that it covers, 0–1. */
  covers: number
  text: string
  buttons: string[]
  hasPassword: boolean
  /** Known maker of consent dialogs, or empty. */
  manager: string
}

/** What of a page tells whether it is the page that was asked for. Shaped by the page. */
export interface PageSignals {
  title: string
  headings: string[]
  /** Characters of readable text. */
  textLength: number
  text: string
  layers: Layer[]
  scrollLocked: boolean
  passwordFields: number
  /** Of the largest form with a password field, share of the window. */
  loginCovers: number
  /** Addresses of frames and scripts of services that check visitors. */
  challenges: string[]
  challengeCovers: number
  /** Comments or replies that the page says there are, with the words it says it in. */
  stated: { count: number; words: string }[]
  shownComments: number
  /** Controls that would show more comments. */
  more: string[]
}

/** Runs in the page. Bounded in elements, texts and time. */
export function pageSignals(): PageSignals {
  const until = performance.now() + 400
  const area = Math.max(1, window.innerWidth * Math.min(window.innerHeight, 900))
  const squeezed = (text: string | null | undefined, most: number) => (text ?? '').replace(/\s+/g, ' ').trim().slice(0, most)
  const inner = (element: Element, most: number) => squeezed(element instanceof HTMLElement ? element.innerText : element.textContent, most)
  const roots: (Document | ShadowRoot)[] = [document]
  const elements: Element[] = []
  for (let index = 0; index < roots.length && roots.length < 200; index++) {
    for (const element of roots[index]?.querySelectorAll('*') ?? []) {
      if (elements.length >= 60_000) break
      elements.push(element)
      if (element.shadowRoot) roots.push(element.shadowRoot)
    }
  }
  const shareOf = (element: Element) => {
    const box = element.getBoundingClientRect()
    // A page is read from its top: of a very tall window only what a screen would show counts.
    const height = Math.min(window.innerHeight, 900)
    const width = Math.min(box.right, window.innerWidth) - Math.max(box.left, 0)
    return Math.max(0, width) * Math.max(0, Math.min(box.bottom, height) - Math.max(box.top, 0)) / area
  }
  /** What lies over a page stays where it is on a screen of any height: only how large it is counts, not how far down it lies. */
  const layerShare = (element: Element) => {
    const box = element.getBoundingClientRect()
    if (box.bottom <= 0 || box.top >= window.innerHeight) return 0
    const width = Math.min(box.right, window.innerWidth) - Math.max(box.left, 0)
    return (Math.max(0, width) * Math.min(box.height, window.innerHeight, 900)) / area
  }
  const managers: [string, string][] = [
    ['OneTrust', '#onetrust-banner-sdk, #onetrust-consent-sdk'],
    ['Cookiebot', '#CybotCookiebotDialog'],
    ['Didomi', '#didomi-host, #didomi-notice'],
    ['Usercentrics', '#usercentrics-root'],
    ['Quantcast', '.qc-cmp2-container'],
    ['TrustArc', '#truste-consent-track, .truste_box_overlay'],
    ['CookieYes', '.cky-consent-container'],
    ['Osano', '.osano-cm-window'],
    ['iubenda', '#iubenda-cs-banner'],
    ['Google', '.fc-consent-root'],
    ['Sourcepoint', '[id^="sp_message_container"], iframe[src*="privacy-mgmt.com"], iframe[id^="sp_message_iframe"]'],
  ]
  const managerOf = (element: Element) => managers.find(([, selector]) => element.matches(selector) || element.querySelector(selector))?.[0] ?? ''

  const found: Element[] = []
  for (const element of elements) {
    if (performance.now() > until) break
    if (found.some((layer) => layer.contains(element))) continue
    const isDialog = element.matches('dialog[open], [role="dialog"], [role="alertdialog"], [aria-modal="true"]')
    const { position, visibility, opacity, display, pointerEvents } = getComputedStyle(element)
    if (!isDialog && position !== 'fixed' && position !== 'sticky' && managerOf(element) === '') continue
    if (element === document.body || visibility === 'hidden' || display === 'none' || Number(opacity) === 0 || (pointerEvents === 'none' && !isDialog)) continue
    const depth = position === 'static' || position === 'relative' ? isDialog || element.matches(managers.map(([, selector]) => selector).join(',')) : true
    if (depth && layerShare(element) > 0.02) found.push(element)
  }
  const layers = found.slice(0, 20).map((element) => ({
    covers: Math.min(1, Math.max(layerShare(element), ...[...element.querySelectorAll('*')].slice(0, 200).map(layerShare))),
    text: inner(element.shadowRoot?.firstElementChild ?? element, 600) || squeezed(element.shadowRoot?.textContent, 600),
    buttons: [...element.querySelectorAll('button, [role="button"], a'), ...(element.shadowRoot?.querySelectorAll('button, [role="button"]') ?? [])].slice(0, 20).map((button) => inner(button, 60)).filter(Boolean),
    hasPassword: element.querySelector('input[type="password"]') !== null,
    manager: managerOf(element) || (managers.find(([, selector]) => inner(element, 20) !== '' && element.closest(selector))?.[0] ?? ''),
  }))

  const passwords = elements.filter((element) => element.matches('input[type="password"]') && shareOf(element) > 0)
  const forms = passwords.map((field) => field.closest('form, main, section, [role="dialog"]') ?? field)
  const checkers = /challenges\.cloudflare\.com|\/cdn-cgi\/challenge-platform|hcaptcha\.com|recaptcha\/(api2|enterprise)\/(anchor|bframe)|geo\.captcha-delivery\.com|px-cdn\.net|arkoselabs\.com|perimeterx/i
  const checks = elements.filter((element) => element.matches('iframe[src], script[src]') && checkers.test(element.getAttribute('src') ?? ''))

  const text = squeezed(document.body?.innerText, 200_000)
  const stated: { count: number; words: string }[] = []
  const number = (digits: string) => Number(digits.replace(/[\s .,]/g, ''))
  const patterns = [
    /(?:visar?|showing)?\s*\d[\d  .,]*\s*(?:av|of)\s*(\d[\d  .,]*)\s*(?:kommentarer|svar|comments|replies|answers)/gi,
    /(\d[\d  .,]*)\s*(?:kommentarer|kommentar|comments?|replies|svar)(?![\p{L}])/giu,
    /(?:kommentarer|comments)\s*[(:·]\s*(\d[\d  .,]*)\)?/gi,
  ]
  for (const pattern of patterns) {
    for (const match of text.slice(0, 100_000).matchAll(pattern)) {
      const count = number(match[1] ?? '')
      if (count > 0 && count < 10_000_000 && stated.length < 20) stated.push({ count, words: squeezed(match[0], 80) })
    }
  }
  for (const meta of document.querySelectorAll('[itemprop="commentCount"]')) {
    const count = number(meta.getAttribute('content') ?? meta.textContent ?? '')
    if (count > 0 && stated.length < 20) stated.push({ count, words: `commentCount ${count}` })
  }
  const commentLike = 'shreddit-comment, [itemprop="comment"], [itemtype$="/Comment"], [data-testid="comment"], article[role="article"], ytd-comment-thread-renderer, .comment, [class*="comment-item"], [id^="comment-"], li[class*="comment"], [data-comment-id]'
  const comments = elements.filter((element) => element.matches(commentLike))
  const outer = comments.filter((element) => inner(element, 20) !== '')
  const asksMore = /^(visa|läs|ladda|se|hämta|show|view|load|see|read)\s+(alla\s+|all\s+)?(fler|tidigare|äldre|\d+|more|previous|older)?[\p{L}\d\s]{0,20}(kommentar|svar|comment|repl)/iu
  const more = elements
    .filter((element) => element.matches('button, [role="button"], a, summary') && element.getBoundingClientRect().height > 0)
    .map((element) => inner(element, 80))
    .filter((label) => asksMore.test(label))
  const overflow = (element: Element | null) => (element ? getComputedStyle(element).overflowY : '')
  return {
    title: squeezed(document.title, 300),
    headings: [...document.querySelectorAll('h1, h2, [role="heading"]')].slice(0, 6).map((heading) => inner(heading, 200)).filter(Boolean),
    textLength: text.length,
    text: text.slice(0, 3000),
    layers,
    scrollLocked: overflow(document.body) === 'hidden' || overflow(document.documentElement) === 'hidden',
    passwordFields: passwords.length,
    loginCovers: Math.max(0, ...forms.map(shareOf)),
    challenges: checks.map((element) => squeezed(element.getAttribute('src'), 200)).slice(0, 10),
    challengeCovers: Math.max(0, ...checks.filter((element) => element.matches('iframe')).map(shareOf)),
    stated,
    shownComments: outer.length,
    more: [...new Set(more)].slice(0, 10),
  }
}
