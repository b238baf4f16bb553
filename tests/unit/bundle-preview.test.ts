import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { CaseContents } from '../../electron/services/bundle/contents.ts'
import { planOf } from '../../electron/services/bundle/plan.ts'
import { createBundles } from '../../electron/services/bundle/index.ts'
import { textPieces } from '../../shared/encoding/index.ts'
import type { CaseId, ExhibitId, PieceRange } from '../../shared/model/index.ts'
import { createBundleCase, type BundleCase } from '../support/bundle-case.ts'
import { noise, redact, WIDTH, HEIGHT } from '../support/masked.ts'

const TEXT = 'Igår sa Åsa att bo är farlig. Bo hotade Eva, det vet jag. Katten rymde.'

async function acquire(office: BundleCase, chain: CaseId, title: string) {
  const acquisition = office.evidence.begin(chain)
  const png = await sharp(noise(title), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).png().toBuffer()
  await acquisition.add('screenshot.png', 'image/png', [png])
  await acquisition.add('page.txt', 'text/plain', [Buffer.from(TEXT)])
  return acquisition.finish(office.officer, {
    kind: 'capture',
    title,
    acquiredAt: '2026-11-22T14:00:00.000Z',
    completeness: null,
    source: { requestedUrl: 'https://forum.example/1', finalUrl: 'https://forum.example/1', pageTitle: 'Forum', status: 200 },
    supersedes: null,
    searchText: '',
    pictures: ['screenshot.png'],
  })
}

/** The pieces that some words are in. */
const placesOf = (...words: string[]): PieceRange[] => textPieces(TEXT).flatMap((piece, i): PieceRange[] => (words.some((word) => piece.includes(word)) ? [[i, i + 1]] : []))

describe('the preview of a masked bundle', () => {
  const open = async () => {
    const office = createBundleCase()
    const chain = office.openCase('Hot')
    const row = await acquire(office, chain, 'Inlägg')
    const preview = (title: string, reason = 'Sekretess') =>
      createBundles(office.parts).preview(chain, { profile: 'masked', selection: { exhibits: [{ exhibit: row.id, masked: true }], reason, title } })
    return { office, chain, row, preview }
  }

  it('warns of covered names of two letters and more, as they are written, and of other words from four letters on', async () => {
    const { office, row, preview } = await open()
    redact(office, row, [{ kind: 'text', name: 'page.txt', covered: placesOf('Åsa', 'Bo', 'Eva', 'det', 'är', 'hotade') }])
    const told = async (title: string) => (await preview(title)).uncovered.filter(({ exhibit }) => exhibit === null).map(({ word }) => word)
    expect(await told('Om ÅSA, eva och det som är')).toEqual(['Åsa', 'Eva'])
    expect(await told('BO hotade')).toEqual(['Bo', 'hotade'])
    expect(await told('Katten')).toEqual([])
    // What is covered in capital letters once is told where it stands in small ones.
    expect((await preview('Ärende')).uncovered).toEqual([{ word: 'Bo', exhibit: 1, where: 'text' }])
  })

  it('names the parts that are shown whole, and the witnesses of what goes', async () => {
    const { office, chain, row, preview } = await open()
    const other = await acquire(office, chain, 'Annat')
    office.attest(row, 'Jag såg.')
    redact(office, row, [
      { kind: 'picture', name: 'screenshot.png', covered: [] },
      { kind: 'text', name: 'page.txt', covered: placesOf('Bo') },
    ])
    const told = await preview('Ärende')
    expect(told.wholeParts).toEqual([{ number: 1, name: 'screenshot.png' }])
    expect(told.witnesses).toHaveLength(1)
    const without = await createBundles(office.parts).preview(chain, { profile: 'masked', selection: { exhibits: [{ exhibit: other.id, masked: false }], reason: 'S', title: 'Ä' } })
    expect([without.wholeParts, without.witnesses]).toEqual([[], []])
  })

  it('names, where witnesses are to be hidden, only those who did something else too', async () => {
    const { office, chain, row } = await open()
    office.attest(row, 'Jag såg.')
    redact(office, row, [{ kind: 'text', name: 'page.txt', covered: placesOf('Bo') }])
    const hidden = () => createBundles(office.parts).preview(chain, { profile: 'masked', selection: { exhibits: [{ exhibit: row.id, masked: true }], reason: 'S', title: 'Ä', hideWitnesses: true } })
    expect(await hidden()).toMatchObject({ witnesses: [], witnessesHidden: true })
    office.attestAll([row], 'Jag såg också.', office.officer)
    expect((await hidden()).witnesses).toEqual([office.officer.actor.name])
    // Of no other kind of bundle.
    const civil = await createBundles(office.parts).preview(chain, { profile: 'civil', selection: { exhibits: [{ exhibit: row.id, masked: false }], reason: 'S', title: null, hideWitnesses: true } })
    expect(civil).toMatchObject({ witnesses: [office.witness.actor.name, office.officer.actor.name], witnessesHidden: false })
  })

  it('tells where the name of a witness who is to be hidden can be read all the same', async () => {
    const { office, chain, row } = await open()
    office.attest(row, 'Jag såg.')
    const [, surname = ''] = office.witness.actor.name.split(' ')
    const other = await acquire(office, chain, `Mejl till ${surname}`)
    redact(office, row, [{ kind: 'text', name: 'page.txt', covered: [] }])
    const told = async (hideWitnesses: boolean) => {
      const selection = { exhibits: [{ exhibit: row.id, masked: true }, { exhibit: other.id, masked: false }], reason: `Enligt ${office.witness.actor.name}`, title: 'Ä', hideWitnesses }
      return (await createBundles(office.parts).preview(chain, { profile: 'masked', selection })).uncovered
    }
    expect(await told(false)).toEqual([])
    expect((await told(true)).filter(({ word }) => word === surname).map(({ exhibit, where }) => [exhibit, where])).toEqual([[null, 'title'], [2, 'title']])
    // Somebody who is named anyway isn't hidden.
    office.attestAll([row], 'Jag såg också.', office.officer)
    expect((await told(true)).some(({ word }) => office.officer.actor.name.includes(word))).toBe(false)
  })

  it('leaves out with them what was loaded for them', () => {
    const exhibit = (number: number, compares: number | null) => ({ row: { id: `e${number}`, number }, compares })
    const whole = { exhibits: [exhibit(1, null), exhibit(2, 1)], custody: [] } as unknown as CaseContents
    const how = (hideWitnesses: boolean) => {
      const plan = planOf(whole, { exhibits: [{ exhibit: 'e1' as ExhibitId, masked: false }, { exhibit: 'e2' as ExhibitId, masked: false }], reason: 'S', title: 'Ä', hideWitnesses }, 'masked')
      return ['e1', 'e2'].map(plan.how)
    }
    expect(how(false)).toEqual(['whole', 'whole'])
    expect(how(true)).toEqual(['whole', 'left-out'])
  })
})
