import { z } from 'zod'
import { Instant, Sha256Hex } from './ids.ts'

/**
 * `comparison`: the original of another exhibit, loaded anew for a witness, and what differs. `received`: a bundle that
 * was made elsewhere, with its signature and what its check found. `recheck`: a small look at whether a post that was reported is still
 * up: see `PostCheck`.
 */
export const ExhibitKind = z.enum(['capture', 'file', 'note', 'comparison', 'received', 'recheck'])
export type ExhibitKind = z.infer<typeof ExhibitKind>

/** Whether somebody here is asked to attest it: not what was loaded for a witness or for a check, nor what was acquired elsewhere. */
export const isForWitness = (kind: ExhibitKind): boolean => kind !== 'comparison' && kind !== 'received' && kind !== 'recheck'

/** Names an acquisition may give its artefacts, the first of those that are numbered; an imported file is `original` with its extension. */
export const CAPTURE_ARTEFACTS = [
  'screenshot.png',
  'window.png',
  'page.html',
  'page.mhtml',
  'page.pdf',
  'page.txt',
  'capture.wacz',
  'accessibility.json',
  'tls-chain.pem',
  'provenance.json',
  'steps.json',
  'comparison.json',
  'check.json',
  'difference-1.png',
  'frames.json',
  'posts.json',
  'region.png',
  'region.html',
  'region.txt',
  'recording.avi',
  'standing-1.png',
  'scroller-1.png',
  'canvas-1.png',
  'media-1.mp4',
  'download-1.bin',
  'answered-window.png',
  'answered-screenshot.png',
  'answered-page.html',
  'answered-page.txt',
] as const

/**
 * What an artefact is, for people: the key of the locale area `exhibit.artefacts`. Several of a kind are numbered, and
 * `answered-` stands before what was saved once a question about cookies had been answered.
 */
export function artefactKind(name: string): { kind: string; answered: boolean } {
  const answered = name.startsWith('answered-')
  const bare = (answered ? name.slice('answered-'.length) : name).toLowerCase()
  const known = /^(received|verification|screenshot|window|region|frames|steps|posts|accessibility|capture|tls-chain|provenance|comparison|check|recording|note|original|page)\.(\w+)$/.exec(bare)
  const numbered = /^(standing|scroller|canvas|media|download|difference)-\d+\./.exec(bare)?.[1]
  const part = known?.[1] === 'page' || known?.[1] === 'region' ? `${known[1]}-${known[2]}` : known?.[1]
  return { kind: part ?? numbered ?? 'other', answered }
}

/** Whether an artefact is a picture of the page itself, as a witness is shown it: what differs is drawn from what was saved as well. */
export function isPagePicture(name: string): boolean {
  return /^(?:(?:screenshot|window|region)|(?:standing|scroller)-\d+)\.png$/.test(name)
}

/** ASCII, no path: an artefact name becomes a file name in a bundle. */
export const ArtefactName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/)

/** What the ledger commits to for one artefact. `bytes` is the length in bytes, `sha256` of the content as acquired. */
export const Artefact = z.strictObject({
  name: ArtefactName,
  bytes: z.int().nonnegative(),
  sha256: Sha256Hex,
  mediaType: z.string().max(255),
})
export type Artefact = z.infer<typeof Artefact>

/** Whether it is shown as text: the page's text, the note, or a file that is text. */
export const isText = ({ name, mediaType }: Pick<Artefact, 'name' | 'mediaType'>): boolean =>
  name === 'page.txt' || name === 'note.txt' ||
  (name.startsWith('original.') && (mediaType === 'text/plain' || mediaType === 'message/rfc822'))

/** The artefact that the app shows as text. */
export const textArtefact = (artefacts: readonly Artefact[]): Artefact | null => artefacts.find(isText) ?? null

/**
 * How whole an acquisition is. `partial` means that at least one artefact is missing, a bound was hit or the server
 * answered with an error instead of the page; the notes say which. The app never calls an acquisition complete because
 * nothing was noticed: `complete` means every step ran and every check that this version makes passed.
 */
export const Completeness = z.strictObject({
  verdict: z.enum(['complete', 'partial']),
  notes: z.array(z.strictObject({ code: z.string().regex(/^[a-z0-9-]+$/), detail: z.string().max(2000) })).max(200),
})
export type Completeness = z.infer<typeof Completeness>

export const CaptureSource = z.strictObject({
  requestedUrl: z.string().max(8192),
  finalUrl: z.string().max(8192),
  pageTitle: z.string().max(1000),
  status: z.int().nullable(),
})
export type CaptureSource = z.infer<typeof CaptureSource>

/** What an imported file was called and when its file system said it changed: claims, kept as such. */
export const FileSource = z.strictObject({
  fileName: z.string().max(1024),
  modifiedAt: Instant.nullable(),
})
export type FileSource = z.infer<typeof FileSource>

export const PersonRole = z.enum(['officer', 'witness'])
export type PersonRole = z.infer<typeof PersonRole>

export const BundleProfile = z.enum(['police', 'civil', 'masked'])
export type BundleProfile = z.infer<typeof BundleProfile>
