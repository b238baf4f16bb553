import type { LinkFinding } from '../../../shared/contract/index.ts'

/** Longest address that a capture takes, in UTF-16 units. */
const LONGEST = 8192
/** Lines looked at, and findings told; a paste beyond that is cut and said to be. */
const LINES = 2000
const FINDINGS = 1000
/** Of what isn't a link a person only needs to know which it was. UTF-16 units. */
const QUOTED = 120

/** What might be meant as an address: a scheme's text, or a name that begins as web sites do. Never in the middle of a word. */
const CANDIDATE = /(?<![\p{L}\p{N}@._-])(?:[a-z][a-z0-9+.-]{1,20}:(?:\/\/|(?<=(?:mailto|javascript|data|tel|file|blob|about|view-source):))|www\.)[^\s<>"“”„«»‹›`|\\^{}]+/giu
/** A line that is nothing but a name with a dot, or such a name and a path: people paste it as often as the whole address. */
const BARE = /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?::\d{1,5})?(?:[/?#]\S*)?$/u
/** Closes a sentence or quotation around an address rather than belonging to it. */
const TRAILING = new Set(".,;:!?'’…")
const BRACKETS = new Map([[')', '('], [']', '[']])

export interface LinksRead {
  /** In the order of the text; an address that repeats one is told as such. */
  findings: (LinkFinding & { url: string | null })[]
  /** Whether the text had more than was looked at. */
  cut: boolean
}

/**
 * Takes the web addresses out of what somebody pasted: one a line, or with text around them. The text is a stranger's
 * as often as not: it is bounded here in lines and findings, and nothing of it is thrown on. `url` is the address as
 * browsers write it (WHATWG URL Standard), null where there is none to capture.
 */
export function readLinks(text: string): LinksRead {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u)
  const seen = new Set<string>()
  const findings: LinksRead['findings'] = []
  for (const [index, line] of lines.slice(0, LINES).entries()) {
    if (line.trim() === '') continue
    for (const { text: quoted, outcome, url } of inLine(line)) {
      const repeated = url !== null && seen.has(url)
      if (url !== null) seen.add(url)
      findings.push({ line: index + 1, text: quoted, outcome: repeated ? 'repeated' : outcome, url: repeated ? null : url })
      if (findings.length > FINDINGS) return { findings: findings.slice(0, FINDINGS), cut: true }
    }
  }
  return { findings, cut: lines.slice(LINES).some((line) => line.trim() !== '') }
}

type Found = Pick<LinkFinding, 'text' | 'outcome'> & { url: string | null }

function inLine(line: string): Found[] {
  const bare = trimmed(line.trim())
  if (BARE.test(bare)) return [judge(bare)]
  const candidates = [...line.matchAll(CANDIDATE)].map(([match]) => trimmed(match))
  return candidates.length === 0 ? [{ text: quote(line.trim()), outcome: 'no-link', url: null }] : candidates.map(judge)
}

function judge(candidate: string): Found {
  const text = quote(candidate)
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(candidate) && !BARE.test(candidate)
  const parsed = URL.parse(hasScheme ? candidate : `https://${candidate}`)
  if (parsed === null) return { text, outcome: 'invalid', url: null }
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return { text, outcome: 'scheme', url: null }
  if (parsed.href.length > LONGEST) return { text, outcome: 'too-long', url: null }
  return { text, outcome: 'added', url: parsed.href }
}

/** Without what closes the sentence or the bracket around it; a bracket that the address opens itself stays. Linear. */
function trimmed(text: string): string {
  const balance = new Map<string, number>()
  const count = (character: string, by: number) => balance.set(character, (balance.get(character) ?? 0) + by)
  for (const character of text) count(character, 1)
  let end = text.length
  for (; end > 0; end -= 1) {
    const last = text.charAt(end - 1)
    const open = BRACKETS.get(last)
    if (open === undefined ? !TRAILING.has(last) : (balance.get(last) ?? 0) <= (balance.get(open) ?? 0)) break
    count(last, -1)
  }
  return text.slice(0, end)
}

const quote = (text: string): string => (text.length <= QUOTED ? text : `${text.slice(0, QUOTED).replace(/[\ud800-\udbff]$/, '')}…`)
