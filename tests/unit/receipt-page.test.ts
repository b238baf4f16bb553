import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { receiptFacts, renderReceipts, type ReceiptFacts } from '../../electron/services/bundle/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { sizeAfter, type Payload, type Placed } from '../../shared/model/index.ts'
import { createBundleCase, fillCase } from '../support/bundle-case.ts'
import { scanned } from '../support/receipts.ts'
import { lacks } from '../support/tools.ts'

const office = createBundleCase()
const chain = await fillCase(office)
const { ledger, vault } = office

function attested(): Placed<Payload<'exhibit.attested'>> {
  const stored = [...ledger.chain(chain)].find(({ type }) => type === 'exhibit.attested')!
  const { kid } = JSON.parse(stored.line) as { kid: string }
  return { seq: stored.seq, at: stored.at, kid, payload: ledger.payload(stored.seq, 'exhibit.attested') }
}
const factsOf = (change: Partial<Payload<'exhibit.attested'>> = {}, language: 'sv' | 'en' | null = null): ReceiptFacts => {
  const one = attested()
  return receiptFacts(ledger, { ...one, payload: { ...one.payload, ...change } }, vault.name, language)
}

async function pdfOf(...facts: [ReceiptFacts, ...ReceiptFacts[]]): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of renderReceipts(facts)) parts.push(part)
  return Buffer.concat(parts)
}

function on(pdf: Uint8Array, program: string, ...args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-receipt-'))
  try {
    writeFileSync(join(folder, 'receipt.pdf'), pdf)
    return execFileSync(program, args.map((arg) => (arg === 'PDF' ? join(folder, 'receipt.pdf') : arg)), { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
const pages = (pdf: Uint8Array) => Number(on(pdf, 'qpdf', '--show-npages', 'PDF'))
const HAND = '100,150 180,60 240,200 300,90 380,180;420,100 520,110 640,200;700,60'
const LONG = `Jag heter Wiktor Vittnesson. ${'Jag såg inlägget och läste det rad för rad, som det stod där. '.repeat(330)}`.slice(0, 20_000)

describe.skipIf(lacks('qpdf', 'pdftoppm', 'pdftotext'))('a receipt on paper', () => {
  it('is one page, read by a camera, and the same every time', async () => {
    const facts = factsOf({ hand: HAND })
    const pdf = await pdfOf(facts)
    expect(pages(pdf)).toBe(1)
    expect(on(pdf, 'qpdf', '--check', 'PDF')).toContain('No syntax or stream encoding errors')
    expect(await scanned(pdf)).toEqual([facts.code])
    expect(await pdfOf(factsOf({ hand: HAND }))).toEqual(pdf)
    if (process.env['RECEIPT_OUT']) writeFileSync(join(process.env['RECEIPT_OUT'], 'short.pdf'), pdf)
  })

  it('says in plain words what was signed, and how it is checked', async () => {
    const facts = factsOf()
    const text = on(await pdfOf(facts), 'pdftotext', '-layout', 'PDF', '-').replace(/\s+/g, ' ')
    for (const part of ['Kvitto på ett vittnesintyg', 'Wiktor Vittnesson', catalogues.sv.report.grade['saved-image-only'], 'Behåll kvittot', 'Visa det bara för den som ska kontrollera det.', 'Jag såg inte originalet på webben.']) expect(text).toContain(part)
    expect(text).toContain(facts.receipt.head.root.match(/.{4}/g)!.join(' '))
    expect(text.replaceAll(' ', '')).toContain(facts.code)
    expect(text).toContain(`${sizeAfter(facts.attested.seq, facts.attested.payload)} poster`)
    const english = on(await pdfOf(factsOf({}, 'en')), 'pdftotext', '-layout', 'PDF', '-').replace(/\s+/g, ' ')
    expect(english).toContain('This is what I signed')
    expect(english).toContain('Show it only to whoever is to check it.')
  })

  it('stays one page with the longest statement, title and signature, and says what has no room', async () => {
    const pdf = await pdfOf(factsOf({ statement: LONG, title: 'Å'.repeat(500), hand: HAND }))
    expect(pages(pdf)).toBe(1)
    expect(on(pdf, 'pdftotext', '-layout', 'PDF', '-').replace(/\s+/g, ' ')).toContain('Hela intyget får inte plats här')
    expect(await scanned(pdf)).toEqual([factsOf().code])
    if (process.env['RECEIPT_OUT']) writeFileSync(join(process.env['RECEIPT_OUT'], 'long.pdf'), pdf)
  })

  it('stays one page with names of any width', async () => {
    const wide = 'W'.repeat(200)
    const facts = factsOf({ statement: LONG, title: 'W'.repeat(500), hand: HAND, witness: { ...factsOf().attested.payload.witness, name: wide, title: wide } })
    expect(pages(await pdfOf({ ...facts, vaultName: wide }))).toBe(1)
  })

  it('has a page for each statement', async () => {
    const pdf = await pdfOf(factsOf(), factsOf({}, 'en'))
    expect(pages(pdf)).toBe(2)
    expect(await scanned(pdf)).toEqual([factsOf().code, factsOf().code])
  })
})
