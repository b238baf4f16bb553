import { canonicalJson } from '../../shared/encoding/index.ts'
import { findingOf, type PostCheck } from '../../shared/model/index.ts'

const NOTHING = { result: 'differs', why: null, total: 1, savedLines: 1, loadedLines: 1, list: [] } as const

/** A check of a page that came whole and holds every line of what was saved, unless something else is said. */
export function checkOf(url: string, more: Partial<Omit<PostCheck, 'load'>> & { load?: Partial<PostCheck['load']> } = {}): PostCheck {
  const { load, ...rest } = more
  const judged = {
    of: null, state: 'loaded' as const, text: { ...NOTHING, list: [] }, words: { from: 'post' as const, lines: 2, found: 2 }, whole: true,
    ...rest,
    load: { at: '2026-11-20T10:00:00.000Z', requestedUrl: url, finalUrl: url, status: 200, refused: null, notes: [], ...load },
  }
  return { v: 1, finding: findingOf(judged), ...judged, ...(rest.finding && { finding: rest.finding }) }
}

export const checkFile = (check: PostCheck) => ({ 'check.json': { mediaType: 'application/json', content: canonicalJson(check) } })
