import type { Header } from '../headers.ts'
import type { NoteCode } from '../types.ts'
import type { Layer, PageSignals } from './signals.ts'

export interface PageFacts {
  requestedUrl: string
  finalUrl: string
  status: number | null
  headers: readonly Header[]
}

export interface Finding {
  code: NoteCode
  /** What was seen, in short. */
  detail: string
}

/** A layer that covers more than this share of a screen hides the page. */
const COVERING = 0.4
/** A page with less text than this, characters, has little to say besides what was found. */
const SHORT = 1500

const CONSENT = /cookie|kakor|kakfil|samtycke|consent|gdpr|informasjonskapsl|evästeet|datenschutz/i
const LOGIN_WORDS = /logga in|log ?in|sign ?in|skapa (ett )?konto|registrera dig|join (now|today)|bli medlem|anmelden|create (an )?account|sign up/i
const LOGIN_PATH = /(^|\/)(login|signin|sign-in|logga-in|inloggning|accounts\/login|authwall|checkpoint|i\/flow\/login)(\/|$|\.|\?)/i
const CHALLENGE_WORDS =
  /(verify|confirm) (that )?you are (a )?human|bekräfta att du är (en )?människa|checking your browser|kontrollerar din webbläsare|just a moment|ett ögonblick|attention required|access denied|unusual traffic|ovanlig trafik|are you a robot|är du en robot|press (&|and) hold|enable javascript and cookies to continue|security check/i
const ERROR_WORDS =
  /(sidan|inlägget|innehållet|videon|kontot|profilen) (finns inte|kunde inte hittas|hittades inte|är inte tillgänglig|är borttage?[nt]|har tagits bort|kan inte visas)|page (not found|isn['’]t available|doesn['’]t exist|does not exist)|content (isn['’]t|is not) available|(post|video|account|profile|tweet) (is no longer available|has been removed|was deleted|doesn['’]t exist|unavailable|not found)|no longer available|something went wrong|något gick fel|^\s*(404|410|403|500|502|503)\b|internal server error|service unavailable/i

/** Judges what a page is by what it shows. Pure. */
export function judgePage(signals: PageSignals, facts: PageFacts): Finding[] {
  return [consent(signals), challenge(signals, facts), login(signals, facts), errorPage(signals), comments(signals)].filter((found) => found !== null)
}

function consent({ layers, scrollLocked }: PageSignals): Finding | null {
  const asking = layers.filter((layer) => !layer.hasPassword && (layer.manager !== '' || (CONSENT.test(layer.text) && layer.buttons.length > 0)))
  const [largest] = asking.toSorted((a, b) => b.covers - a.covers)
  if (!largest) return null
  const covers = largest.covers > COVERING || (scrollLocked && largest.covers > 0.1)
  return { code: covers ? 'cookie-wall' : 'banner-shown', detail: [largest.manager, share(largest), quoted(largest.buttons[0])].filter(Boolean).join(', ') }
}

function challenge({ title, headings, text, textLength, challenges, challengeCovers }: PageSignals, { headers, status }: PageFacts): Finding | null {
  const mitigated = headers.some(({ name, value }) => name.toLowerCase() === 'cf-mitigated' && /challenge/i.test(value))
  const said = [title, ...headings].find((each) => CHALLENGE_WORDS.test(each)) ?? (textLength < SHORT ? CHALLENGE_WORDS.exec(text)?.[0] : undefined)
  const isShort = textLength < SHORT
  // A form at the foot of a long page may use the same services.
  if (mitigated || (isShort && said !== undefined) || (isShort && challenges.length > 0 && (challengeCovers > 0.02 || status === 403))) {
    return { code: 'challenge-page', detail: [quoted(said), challenges[0]].filter(Boolean).join(', ') || 'cf-mitigated' }
  }
  return null
}

function login({ layers, passwordFields, loginCovers, textLength, title, headings }: PageSignals, { requestedUrl, finalUrl, status }: PageFacts): Finding | null {
  const wall = layers.find((layer) => layer.covers > COVERING && (layer.hasPassword || (LOGIN_WORDS.test(layer.text) && !CONSENT.test(layer.text))))
  if (wall) return { code: 'login-wall', detail: `${share(wall)}, ${quoted(wall.text)}` }
  const ledThere = pathOf(finalUrl) !== pathOf(requestedUrl) && LOGIN_PATH.test(pathOf(finalUrl))
  const isForm = passwordFields > 0 && textLength < SHORT && (loginCovers > 0.15 || [title, ...headings].some((each) => LOGIN_WORDS.test(each)))
  if (ledThere || isForm || status === 401) return { code: 'login-wall', detail: ledThere ? pathOf(finalUrl) : status === 401 ? '401' : quoted(headings[0] ?? title) }
  return null
}

function errorPage({ title, headings, text, textLength }: PageSignals): Finding | null {
  // Only a page that has little else to say: an article may well be about an error.
  if (textLength >= SHORT) return null
  const said = [title, ...headings].find((each) => ERROR_WORDS.test(each)) ?? (textLength < 400 ? ERROR_WORDS.exec(text)?.[0] : undefined)
  return said === undefined ? null : { code: 'error-page', detail: quoted(said) }
}

function comments({ stated, shownComments, more }: PageSignals): Finding | null {
  const most = stated.toSorted((a, b) => b.count - a.count)[0]
  const lacks = most !== undefined && shownComments < most.count
  if (!lacks && more.length === 0) return null
  // Lists of links tell the comments of other pages: nothing is shown of any, and nothing offers to.
  if (more.length === 0 && shownComments === 0 && stated.length > 1) return null
  const counts = most === undefined ? '' : `${shownComments} / ${most.count} (${quoted(most.words)})`
  return { code: 'comments-hidden', detail: [counts, quoted(more[0])].filter(Boolean).join(', ') }
}

function share(layer: Layer): string {
  return `${Math.round(layer.covers * 100)} %`
}

function quoted(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `”${text.slice(0, 120)}”`
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : ''
}
