import { describe, expect, it } from 'vitest'
import {
  Artefact,
  ArtefactName,
  CAPTURE_ARTEFACTS,
  CaseId,
  Completeness,
  ExhibitId,
  Instant,
  Kid,
  LogHead,
  ObjectId,
  Origin,
  PersonId,
  Sha256Hex,
  Sha256Ref,
  VaultId,
  isPagePicture,
} from '../../shared/model/index.ts'

const hex32 = '0123456789abcdef0123456789abcdef'
const hex64 = hex32 + hex32

describe('identifiers', () => {
  it.each([
    ['v', VaultId],
    ['c', CaseId],
    ['x', ExhibitId],
    ['p', PersonId],
    ['o', ObjectId],
  ] as const)('%s- and 128 bits in lower-case hex, nothing else', (letter, schema) => {
    expect(schema.parse(`${letter}-${hex32}`)).toBe(`${letter}-${hex32}`)
    const other = letter === 'c' ? 'x' : 'c'
    const wrong = [
      `${other}-${hex32}`,
      `${letter}-${hex32.toUpperCase()}`,
      `${letter}-${hex32.slice(1)}`,
      `${letter}-${hex32}0`,
      `${letter}${hex32}`,
      ` ${letter}-${hex32}`,
      `${letter}-${hex32}\n`,
      `${letter}-../../../../../../../../../../x`,
      '',
    ]
    for (const value of wrong) expect(schema.safeParse(value).success, JSON.stringify(value)).toBe(false)
  })
})

describe('digests, keys and times', () => {
  it('take exactly their length in lower-case hex', () => {
    expect(Sha256Hex.safeParse(hex64).success).toBe(true)
    for (const value of [hex64.slice(1), `${hex64}0`, hex64.replace('a', 'A'), `sha256:${hex64}`, `${hex64}\n`]) {
      expect(Sha256Hex.safeParse(value).success).toBe(false)
    }
    expect(Sha256Ref.safeParse(`sha256:${hex64}`).success).toBe(true)
    for (const value of [hex64, `sha1:${hex64}`, `SHA256:${hex64}`, `sha256:${hex64} `]) expect(Sha256Ref.safeParse(value).success).toBe(false)
    expect(Kid.safeParse(hex64.slice(0, 16)).success).toBe(true)
    expect(Kid.safeParse(hex64).success).toBe(false)
  })

  it('take UTC with milliseconds only', () => {
    expect(Instant.safeParse(new Date(0).toISOString()).success).toBe(true)
    for (const value of ['2026-11-22T14:00:03Z', '2026-11-22T14:00:03.000+01:00', '2026-11-22 14:00:03.000Z', '2026-11-22', '']) {
      expect(Instant.safeParse(value).success, value).toBe(false)
    }
  })

  it('take a log origin without anything a signed note could stumble over', () => {
    expect(Origin.safeParse(`bevisvalv.invalid/v-${hex32}`).success).toBe(true)
    for (const value of ['', 'a b', 'a+b', 'a\nb', 'åäö', 'A', 'x'.repeat(129)]) expect(Origin.safeParse(value).success, value).toBe(false)
  })
})

describe('artefacts', () => {
  const artefact = { name: 'page.html', bytes: 3, sha256: hex64, mediaType: 'text/html' }

  it('have names that are safe as file names', () => {
    for (const name of [...CAPTURE_ARTEFACTS, 'attestation-12.json', 'original.pdf', 'original']) {
      expect(ArtefactName.safeParse(name).success, name).toBe(true)
    }
    const wrong = ['', '.', '..', '.hidden', '../x', 'a/b', 'a\\b', 'A.png', 'a b', 'å.png', 'a\u0000', 'x'.repeat(65), 'page.html\n', '-rf']
    for (const name of wrong) expect(ArtefactName.safeParse(name).success, JSON.stringify(name)).toBe(false)
  })

  it('are pictures of the page itself or not', () => {
    const pictures = ['screenshot.png', 'window.png', 'region.png', 'standing-1.png', 'standing-12.png', 'scroller-1.png']
    expect(pictures.filter((name) => !isPagePicture(name))).toEqual([])
    const others = ['difference-1.png', 'canvas-1.png', 'answered-screenshot.png', 'region.html', 'standing-.png', 'standing-1.png.txt', 'a-window.png', 'screenshot_png']
    expect(others.filter(isPagePicture)).toEqual([])
    expect(CAPTURE_ARTEFACTS.filter(isPagePicture)).toEqual(['screenshot.png', 'window.png', 'region.png', 'standing-1.png', 'scroller-1.png'])
  })

  it('take no unknown key, no missing one, no strange number', () => {
    expect(Artefact.safeParse(artefact).success).toBe(true)
    expect(Artefact.safeParse({ ...artefact, extra: 1 }).success).toBe(false)
    for (const bytes of [-1, 0.5, Number.NaN, 2 ** 53, '3', null]) expect(Artefact.safeParse({ ...artefact, bytes }).success, String(bytes)).toBe(false)
    for (const key of Object.keys(artefact)) {
      const { [key as keyof typeof artefact]: _, ...rest } = artefact
      expect(Artefact.safeParse(rest).success, key).toBe(false)
    }
  })
})

describe('small shapes', () => {
  it('take no unknown key', () => {
    const head = { origin: 'a', size: 0, root: hex64 }
    expect(LogHead.safeParse(head).success).toBe(true)
    expect(LogHead.safeParse({ ...head, x: 1 }).success).toBe(false)
    const whole = { verdict: 'complete', notes: [{ code: 'bound-height', detail: '' }] }
    expect(Completeness.safeParse(whole).success).toBe(true)
    expect(Completeness.safeParse({ ...whole, x: 1 }).success).toBe(false)
    expect(Completeness.safeParse({ verdict: 'complete', notes: [{ code: 'a', detail: '', x: 1 }] }).success).toBe(false)
    expect(Completeness.safeParse({ verdict: 'proven', notes: [] }).success).toBe(false)
  })
})
