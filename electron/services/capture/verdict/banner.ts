/**
 * Finds the question about cookies and answers it (runs in the page). Known dialogs by the ids and classes that their
 * makers document, others by the words on their buttons. `isFrame`: the document is a frame, and may be nothing but the
 * question.
 */
export function answerBanner(choice: 'reject' | 'accept', isFrame: boolean): { manager: string; clicked: string } | null {
  const known: [manager: string, reject: string, accept: string][] = [
    ['OneTrust', '#onetrust-reject-all-handler', '#onetrust-accept-btn-handler'],
    ['Cookiebot', '#CybotCookiebotDialogBodyButtonDecline, #CybotCookiebotDialogBodyLevelButtonLevelOptinDeclineAll', '#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll, #CybotCookiebotDialogBodyButtonAccept'],
    ['Didomi', '#didomi-notice-disagree-button', '#didomi-notice-agree-button'],
    ['Usercentrics', '[data-testid="uc-deny-all-button"]', '[data-testid="uc-accept-all-button"]'],
    ['Quantcast', '.qc-cmp2-summary-buttons button[mode="secondary"]', '.qc-cmp2-summary-buttons button[mode="primary"]'],
    ['CookieYes', '.cky-btn-reject', '.cky-btn-accept'],
    ['Osano', '.osano-cm-denyAll', '.osano-cm-accept-all'],
    ['iubenda', '.iubenda-cs-reject-btn', '.iubenda-cs-accept-btn'],
    ['TrustArc', '#truste-consent-required', '#truste-consent-button'],
    ['Google', '.fc-cta-do-not-consent', '.fc-cta-consent'],
  ]
  const words = {
    reject: /^(avvisa|neka|avböj|endast nödvändiga|bara nödvändiga|godkänn (endast|bara) nödvändiga|tillåt (endast|bara) nödvändiga|acceptera (endast|bara) nödvändiga|avslå|kun nødvendige|afvis|hylkää|vain välttämättömät|ablehnen|nur notwendige|alle ablehnen|reject|decline|deny|refuse|only necessary|necessary only|use necessary)/i,
    accept: /^(godkänn|acceptera|tillåt|jag godkänner|jag accepterar|okej?$|jag förstår|godta|tillad|hyväksy|akzeptieren|alle akzeptieren|zustimmen|accept|allow|agree|i agree|got it|i understand)/i,
  }
  const roots: (Document | ShadowRoot)[] = [document]
  for (let index = 0; index < roots.length && roots.length < 500; index++) {
    for (const element of roots[index]?.querySelectorAll('*') ?? []) if (element.shadowRoot) roots.push(element.shadowRoot)
  }
  const isShown = (element: Element) => {
    const box = element.getBoundingClientRect()
    return box.width > 4 && box.height > 4 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  }
  const label = (element: Element) => ((element as HTMLElement).innerText || element.getAttribute('aria-label') || (element as HTMLInputElement).value || '').replace(/\s+/g, ' ').trim()
  const click = (manager: string, element: Element) => {
    const clicked = label(element).slice(0, 200)
    ;(element as HTMLElement).click()
    return { manager, clicked }
  }
  for (const [manager, reject, accept] of known) {
    for (const root of roots) {
      const button = [...root.querySelectorAll(choice === 'reject' ? reject : accept)].find(isShown)
      if (button) return click(manager, button)
    }
  }
  const asks = /cookie|kakor|kakfiler|samtycke|consent|gdpr|personuppgift/i
  const whole = document.body?.innerText ?? ''
  const isQuestion = isFrame && whole.length < 5000 && asks.test(whole)
  for (const root of roots) {
    for (const button of root.querySelectorAll('button, [role="button"], input[type="button"], input[type="submit"], a')) {
      if (!isShown(button) || !words[choice].test(label(button))) continue
      if (isQuestion) return click('', button)
      // Only a button that stands in a question about cookies, no further up than a dialog or a bar.
      let around: Element | null = button.parentElement
      for (let steps = 0; around && steps < 8 && around !== document.body; steps++, around = around.parentElement) {
        const { position } = getComputedStyle(around)
        const isLayer = position === 'fixed' || position === 'sticky' || around.matches('dialog, [role="dialog"], [role="alertdialog"]')
        if (isLayer && asks.test((around as HTMLElement).innerText)) return click('', button)
      }
    }
  }
  return null
}
