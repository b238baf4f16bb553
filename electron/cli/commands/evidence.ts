import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../../../shared/contract/index.ts'
import { ExhibitId, Relation } from '../../../shared/model/index.ts'
import { existing, findCase, findPerson, newJob, unlock, unlockToWrite, type Office, type OfficerOptions, type WriterOptions } from '../office.ts'
import { askPassphrase, passphraseFrom } from '../passphrase.ts'
import { EXIT, systemCode, WrongUse, type Outcome } from '../usage.ts'
import { receiptFrom, type ReceiptOptions } from '../receipt-code.ts'
import { fingerprintFrom } from './received.ts'
import { checked } from './vaults.ts'

export async function openCase(office: Office, options: WriterOptions & { title: string; reference?: string; description?: string }): Promise<Outcome> {
  await unlockToWrite(office, options)
  const opened = await office.call('case.open', { title: options.title, reference: options.reference ?? '', description: options.description ?? '' })
  return { json: { case: opened.id, number: opened.number }, lines: [`Case ${opened.number}: ${opened.id}`] }
}

export async function listCases(office: Office, options: OfficerOptions): Promise<Outcome> {
  await unlock(office, options)
  const cases = await office.call('case.list', {})
  return {
    json: { cases: cases.map(({ id, number, title, exhibits, unwitnessed }) => ({ case: id, number, title, exhibits, unwitnessed })) },
    lines: cases.map(({ id, number, title, exhibits, unwitnessed }) => `${number}  ${id}  ${title}  (${exhibits} exhibits, ${unwitnessed} without a witness)`),
  }
}

export async function importFiles(office: Office, files: readonly string[], options: WriterOptions & { case: string }): Promise<Outcome> {
  const tokens = []
  for (const file of files) tokens.push((await office.engine.grant(await existing(file), 'import')).token)
  await unlockToWrite(office, options)
  const { exhibits, failures } = await office.call('import.files', { job: newJob(), case: await findCase(office, options.case), files: tokens })
  return {
    json: { exhibits: exhibits.map(({ id }) => id), failures },
    lines: [
      ...exhibits.map(({ id, number, title, bytes }) => `Exhibit ${number}: ${title} (${id}), ${bytes} bytes`),
      ...failures.map(({ name, code }) => `Not imported: ${name} (${code})`),
    ],
    ...(failures.length > 0 ? { exit: EXIT.failed } : {}),
  }
}

export async function attest(
  office: Office,
  options: WriterOptions & { exhibit: string; witness: string; witnessPassphraseFile?: string; toExposed: string; toOfficer: string; relation?: string; language?: string },
): Promise<Outcome> {
  await unlockToWrite(office, options)
  const witness = await findPerson(office, options.witness)
  const exhibit = exhibitId(options.exhibit)
  const relation = Relation.safeParse({ exposed: options.toExposed, officer: options.toOfficer, words: options.relation ?? '' })
  if (!relation.success) throw new WrongUse('--relation is at most 300 characters')
  const sitting = await office.call('sitting.begin', {
    exhibits: [exhibit],
    witness: witness.id,
    relation: relation.data,
    language: options.language === 'en' ? 'en' : 'sv',
  })
  // Nothing is shown here, so nothing is loaded to be shown.
  if (sitting.items[0]?.stage === 'waiting') await office.call('sitting.pass-over', { exhibit })
  const { items } = await office.call('sitting.draft', { exhibit, agrees: null, reservation: '' })
  const draft = items[0]?.draft
  if (!draft) throw new Refusal('witness.challenge-stale')
  // What is signed is shown first, whoever reads it.
  process.stderr.write(`\n${draft.statement}\n\n`)
  const passphrase = options.witnessPassphraseFile === undefined ? await askPassphrase(`Lösenfras för ${witness.name}: `) : await passphraseFrom(options.witnessPassphraseFile)
  const signed = await office.call('sitting.sign', { challenges: [draft.challenge], passphrase, hand: null })
  const attestation = signed.items[0]?.attestation
  if (!attestation) throw new Refusal('witness.challenge-stale')
  const { seq, at, grade, standing } = attestation
  return { json: { attestation: seq, grade, standing, witness: witness.id, at }, lines: [`Signed by ${witness.name} as ${grade}, entry ${seq}, ${at}`] }
}

export async function artefact(office: Office, options: WriterOptions & { exhibit: string; name: string; out: string }): Promise<Outcome> {
  await unlockToWrite(office, options)
  const { handle, bytes } = await office.call('exhibit.artefact', { exhibit: exhibitId(options.exhibit), name: options.name })
  await writeHandle(office, handle, options.name, options.out)
  return { json: { name: options.name, bytes, out: resolve(options.out) }, lines: [`${options.name}: ${bytes} bytes to ${options.out}`] }
}

/** Content of a handle into a file that mustn't exist. */
export async function writeHandle(office: Office, handle: string, name: string, out: string): Promise<void> {
  const stream = await office.engine.object(handle)
  if (stream === null) throw new Refusal('artefact.not-found', { name })
  try {
    await pipeline(Readable.from(stream.chunks, { objectMode: false }), createWriteStream(out, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    const code = systemCode(error)
    if (code === 'EEXIST') throw new WrongUse(`${out} exists already`)
    // Half an artefact, or one that doesn't hold, would pass for evidence.
    await rm(out, { force: true })
    throw code === null ? error : new Refusal('bundle.write-failed', { name: basename(out), reason: code }, error)
  }
}

export async function verify(office: Office, bundle: string, options: { fingerprint?: string } & ReceiptOptions): Promise<Outcome> {
  const fingerprint = fingerprintFrom(options)
  const { token } = await office.engine.grant(await existing(bundle), 'bundle')
  return checked(await office.call('bundle.verify', { job: newJob(), bundle: token, fingerprint, receipt: await receiptFrom(options) }))
}

function exhibitId(given: string): ExhibitId {
  const id = ExhibitId.safeParse(given)
  if (!id.success) throw new WrongUse(`${given} is no exhibit id: it begins with x-`)
  return id.data
}
