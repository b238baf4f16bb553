import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExhibitRow, StoredObject } from '../../electron/services/evidence/index.ts'
import { MAX_SHOWN_TEXT } from '../../electron/services/evidence/index.ts'
import { noisyPicture } from '../support/pictures.ts'
import { openTestServices, type TestServices } from '../support/services.ts'
import { collect, refusalOf } from '../support/vault-entries.ts'

/** Rows and files that somebody changed behind the ledger's back. */

let test: TestServices
let note: ExhibitRow
let other: ExhibitRow
beforeEach(async () => {
  test = openTestServices()
  note = await write('Samtal', 'Hon ringde tre gånger.')
  other = await write('Samtal', 'Hon ringde fyra gånger')
})
afterEach(() => test.dispose())

const write = (title: string, text: string, supersedes: ExhibitRow['supersedes'] = null) =>
  test.services.evidence.writeNote(test.actor, { case: test.chain, title, text, supersedes })

async function importPicture(name: string): Promise<ExhibitRow> {
  const path = join(test.base, name)
  writeFileSync(path, noisyPicture(150, 700))
  const request = { case: test.chain, path, fileName: name, onBytes: () => {}, signal: new AbortController().signal }
  return test.services.evidence.importFile(test.actor, request)
}

const read = (row: ExhibitRow, evidence = test.services.evidence) => collect(evidence.read(row, 'note.txt'))
const fileOf = ({ id }: StoredObject) => join(test.folder, 'objects', id.slice(2, 4), id)
const objectOf = (row: ExhibitRow) => {
  const [artefact] = test.vault.evidence.artefacts(row.id)
  if (artefact === undefined) throw new Error('an exhibit without artefacts')
  return artefact.object
}

describe('an artefact is refused', () => {
  it('where its row names the content of another', async () => {
    const evidence = test.evidenceOver({ artefacts: () => test.vault.evidence.artefacts(other.id) })
    // Both are as long and properly sealed: only the ledger knows which is which.
    expect(other.bytes).toBe(note.bytes)
    expect(await refusalOf(() => read(note, evidence))).toBe('evidence.damaged')
    expect(await refusalOf(() => evidence.verify(note, 'note.txt'))).toBe('evidence.damaged')
    expect((await read(note)).toString()).toBe('Hon ringde tre gånger.')
  })

  it('where its row also claims the right digest', async () => {
    const [right] = test.vault.evidence.artefacts(note.id)
    const wrong = objectOf(other)
    const evidence = test.evidenceOver({
      artefacts: () => (right ? [{ ...right, object: { ...wrong, bytes: right.bytes, sha256: right.sha256 } }] : []),
    })
    expect(await refusalOf(() => read(note, evidence))).toBe('evidence.damaged')
  })

  it('where its row is gone', async () => {
    const evidence = test.evidenceOver({ artefacts: () => [] })
    expect(await refusalOf(() => read(note, evidence))).toBe('evidence.damaged')
    expect(await refusalOf(() => collect(evidence.read(note, 'page.html')))).toBe('artefact.not-found')
  })

  it.each([
    ['one bit of its file is another', (path: string) => {
      const bytes = readFileSync(path)
      bytes.writeUInt8(bytes.readUInt8(60) ^ 4, 60)
      writeFileSync(path, bytes)
    }],
    ['its file is cut off', (path: string) => truncateSync(path, readFileSync(path).length - 1)],
    ['its file is gone', (path: string) => rmSync(path)],
  ])('where %s', async (_, change) => {
    change(fileOf(objectOf(note)))
    expect(await refusalOf(() => read(note))).toBe('evidence.damaged')
    expect((await read(other)).toString()).toBe('Hon ringde fyra gånger')
  })

  it('where its file is that of another object', async () => {
    writeFileSync(fileOf(objectOf(note)), readFileSync(fileOf(objectOf(other))))
    expect(await refusalOf(() => read(note))).toBe('evidence.damaged')
  })

  it('and large content never reaches its last piece', async () => {
    const content = 'x'.repeat(3 * 1024 * 1024)
    const long = await write('Lång', content)
    const swapped = await write('Lång', `${content.slice(0, -1)}y`)
    const evidence = test.evidenceOver({ artefacts: () => test.vault.evidence.artefacts(swapped.id) })
    let bytes = 0
    const reading = async () => {
      for await (const chunk of evidence.read(long, 'note.txt')) bytes += chunk.length
    }
    expect(await refusalOf(reading)).toBe('evidence.damaged')
    expect(bytes).toBeLessThan(content.length)
  })
})

describe('an exhibit is refused', () => {
  it.each(Object.entries({
    number: 7,
    kind: 'file',
    title: 'En annan rubrik',
    contentRoot: '0'.repeat(64),
    acquiredAt: '2026-01-01T00:00:00.000Z',
    acquiredBy: 'Någon annan',
    completeness: { verdict: 'complete', notes: [] },
    source: { fileName: 'x', modifiedAt: null },
    supersedes: `x-${'0'.repeat(32)}`,
  }))('where its row has another %s than was committed', async (field, value) => {
    expect(test.services.evidence.committed(note)).toMatchObject({ exhibit: note.id, title: 'Samtal' })
    const changed: ExhibitRow = { ...note, [field]: value }
    expect(await refusalOf(() => test.services.evidence.committed(changed))).toBe('evidence.damaged')
  })

  it('where it points at the entry of another', async () => {
    expect(await refusalOf(() => test.services.evidence.committed({ ...note, seq: other.seq }))).toBe('evidence.damaged')
    expect(await refusalOf(() => test.services.evidence.committed({ ...note, seq: 0 }))).toBe('evidence.damaged')
    expect(await refusalOf(() => test.services.evidence.committed({ ...note, seq: 999 }))).toBe('evidence.damaged')
  })

  it('that was never there', async () => {
    expect(await refusalOf(() => test.services.evidence.get(`x-${'0'.repeat(32)}` as ExhibitRow['id']))).toBe('exhibit.not-found')
  })
})

describe('pictures are refused', () => {
  it('where one was exchanged, moved or left out', async () => {
    const row = await importPicture('a.png')
    const previews = test.services.evidence.previews(row)
    expect(previews.length).toBeGreaterThan(2)
    const foreign = test.services.evidence.previews(await importPicture('b.png'))
    const over = (rows: typeof previews) => () => test.evidenceOver({ previews: () => rows }).previews(row)
    const [first, second, ...rest] = previews
    if (!first || !second || !foreign[0]) throw new Error('too few pictures')
    expect(over(previews)()).toEqual(previews)
    const small = { ...first, object: { ...first.object, sha256: '0'.repeat(64) } }
    for (const rows of [[second, ...rest], [small, second, ...rest], [{ ...second, index: 0 }, { ...first, index: 1 }, ...rest], []]) {
      expect(await refusalOf(over(rows))).toBe('evidence.damaged')
    }
  })

  it('where the row keeps its digest and names another object', async () => {
    const row = await importPicture('a.png')
    const [first, second] = test.services.evidence.previews(row)
    if (!first || !second) throw new Error('too few pictures')
    const exchanged = { ...first, object: { ...second.object, bytes: first.object.bytes, sha256: first.object.sha256 } }
    expect(await refusalOf(() => collect(test.services.evidence.readPreview(exchanged)))).toBe('evidence.damaged')
    expect((await collect(test.services.evidence.readPreview(first))).subarray(0, 2).toString('hex')).toBe('ffd8')
  })
})

describe('a note', () => {
  it('is corrected by a new one; the old one stays', async () => {
    const better = await write('Samtal', 'Hon ringde fem gånger.', note.id)
    expect(better).toMatchObject({ supersedes: note.id, number: 3 })
    expect(test.vault.evidence.supersededBy(note.id)).toBe(better.id)
    expect((await read(note)).toString()).toBe('Hon ringde tre gånger.')
    const best = await write('Samtal', 'Hon ringde sex gånger.', better.id)
    expect(test.vault.evidence.supersededBy(better.id)).toBe(best.id)
    expect(test.services.evidence.committed(best).supersedes).toBe(better.id)
  })

  it('has one correction: the chain does not fork, not even in a hurry', async () => {
    const both = await Promise.allSettled([write('A', 'den ena', note.id), write('B', 'den andra', note.id)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await refusalOf(() => write('C', 'för sent', note.id))).toBe('exhibit.not-found')
    expect(test.services.evidence.list(test.chain)).toHaveLength(3)
    test.reopen()
    expect(test.vault.notes).not.toContain('orphans-swept')
  })

  it('corrects only notes, and only what is there', async () => {
    const picture = await importPicture('a.png')
    expect(await refusalOf(() => write('A', 'x', picture.id))).toBe('exhibit.not-a-note')
    expect(await refusalOf(() => write('A', 'x', `x-${'0'.repeat(32)}` as ExhibitRow['id']))).toBe('exhibit.not-found')
  })

  it('is shown cut where it is very long, and kept whole', async () => {
    const long = await write('Lång', 'å'.repeat(MAX_SHOWN_TEXT))
    const { text, truncated } = await test.services.evidence.text(long, 'note.txt')
    expect([text.length, truncated]).toEqual([MAX_SHOWN_TEXT / 2, true])
    expect((await read(long)).length).toBe(MAX_SHOWN_TEXT * 2)
    expect(await test.services.evidence.text(note, 'note.txt')).toEqual({ text: 'Hon ringde tre gånger.', truncated: false })
  })
})
