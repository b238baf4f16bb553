import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { CaseId, ExhibitId, PersonId } from '../../../shared/model/index.ts'
import { newJob, openOffice, type Office } from '../office.ts'
import { passphraseBytes } from '../passphrase.ts'
import { progressPrinter } from '../output.ts'
import { translator } from '../../../shared/locales/index.ts'
import { EXIT, systemCode, WrongUse, type Outcome } from '../usage.ts'
import { LETTER, LETTER_NAME } from './letter.ts'
import { serveThread } from './server.ts'
import { serveTimestamps } from './tsa.ts'

const OFFICER = { name: 'Helena Handläggare', title: 'Säkerhetshandläggare', contact: 'helena@ekstad.example' }
const WITNESS = { name: 'Viktor Vittne', title: 'Registrator', contact: 'viktor@ekstad.example' }

const passphrase = () => randomBytes(12).toString('base64url')

/**
 * Plays a whole case against a page of its own on loopback and leaves vault, passphrases and bundle to look at. Its
 * last-seen head lives in a folder that goes away with it: a demo leaves no trace in the user's own settings.
 */
export async function demo(out: string, language: 'sv' | 'en'): Promise<Outcome> {
  const folder = resolve(out)
  await makeUsable(folder, out)
  const passphrases = join(folder, 'demo-passphrases.json')
  const vault = join(folder, 'demo.bevisvalv')
  const home = await mkdtemp(join(tmpdir(), 'bevisvalv-demo-'))
  // Its page lies on this machine, also where it is loaded anew for the witness.
  const office = await openOffice({ home, documents: folder, language, bundledBrowser: true, allowPrivate: true })
  office.engine.on(progressPrinter(translator(language)))
  const server = await serveThread()
  const authority = await serveTimestamps()
  const tidy = async () => {
    await Promise.all([server.close(), authority.close()])
    await office.close()
    await rm(home, { recursive: true, force: true })
  }
  const stop = () => void tidy().then(() => process.exit(EXIT.failed))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    return await play(office, { folder, vault, passphrases, url: server.url, authority: authority.url, home })
  } finally {
    await tidy()
  }
}

/** A folder that may be written to; whatever else stands there is the caller's mistake, said in a line. */
async function makeUsable(folder: string, out: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch (error) {
    throw new WrongUse(`can't write to the folder ${out}: ${systemCode(error) ?? 'unknown'}`)
  }
}

interface Stage {
  folder: string
  vault: string
  passphrases: string
  url: string
  /** Address of the demo's own time-stamping authority. */
  authority: string
  home: string
}

async function play(office: Office, stage: Stage): Promise<Outcome> {
  const officerPassphrase = passphrase()
  const witnessPassphrase = passphrase()
  const place = await office.engine.grant(stage.vault, 'vault-to-create')
  const { vault, recovery } = await office.call('vault.create', {
    folder: place.token,
    name: 'Ekstads kommun, säkerhet',
    officer: OFFICER,
    passphrase: passphraseBytes(officerPassphrase),
  })
  await writeFile(
    stage.passphrases,
    `${JSON.stringify({ officer: { name: OFFICER.name, passphrase: officerPassphrase }, witness: { name: WITNESS.name, passphrase: witnessPassphrase }, recovery: recovery.join(' ') }, null, 2)}\n`,
    { mode: 0o600, flag: 'wx' },
  ).catch(() => {
    throw new WrongUse(`${stage.passphrases} can't be written: choose an empty folder`)
  })
  await office.call('vault.confirm-recovery', { words: recovery })
  const witness = await office.call('person.enrol', { ...WITNESS, role: 'witness', passphrase: passphraseBytes(witnessPassphrase) })
  const opened = await office.call('case.open', {
    title: 'Uthängning efter bygglovsbeslut',
    reference: 'KS 2026/0417',
    description: 'En handläggare på bygglovsenheten hängs ut i en öppen grupp. Samtalet med henne har spelats in och lagts ut.',
  })
  const exhibit = await office.call('capture.start', { job: newJob(), case: opened.id, url: stage.url, allowPrivate: true })
  await importLetter(office, stage, opened.id)
  await office.call('note.add', {
    case: opened.id,
    title: 'Telefonsamtal 22 november',
    text: 'Anna ringde kl. 08.15. Okänd man har ringt tre gånger under natten och lagt på. Hon har inte svarat i tråden.',
  })
  await sit(office, { exhibit: exhibit.id, witness: witness.id, officerPassphrase, witnessPassphrase })
  const target = await office.engine.grant(stage.folder, 'bundle-folder')
  const bundle = await office.call('bundle.export', {
    job: newJob(),
    case: opened.id,
    profile: 'police',
    language: 'sv',
    folder: target.token,
    timestampUrls: [stage.authority],
  })
  const path = join(stage.folder, bundle.name)
  const check = await office.engine.grant(path, 'bundle')
  const report = await office.call('bundle.verify', { job: newJob(), bundle: check.token, fingerprint: vault.fingerprint })
  const exhibits = await office.call('exhibit.list', { case: opened.id })
  const { vault: after } = await office.call('app.status', {})
  return {
    json: {
      vault: stage.vault,
      bundle: path,
      fingerprint: bundle.fingerprint,
      exhibits: exhibits.length,
      attestations: exhibits.reduce((sum, { witnessed }) => sum + witnessed.length, 0),
      entries: after?.head.size ?? 0,
      timestamp: bundle.timestamp,
      verdict: report.verdict,
    },
    lines: [
      `Vault        ${stage.vault}`,
      `Passphrases  ${stage.passphrases}`,
      `Bundle       ${path}`,
      `Signature    ${path}.sig`,
      `Fingerprint  ${bundle.fingerprint}`,
      `Timestamp    ${bundle.timestamp ?? 'none'} (by the demo itself: not a trusted one)`,
      `Verified     ${report.verdict}`,
    ],
    exit: report.verdict === 'ok' ? EXIT.ok : EXIT.checkFailed,
  }
}

/** The letter lies on disk only for as long as the import takes. */
async function importLetter(office: Office, { home }: Stage, id: CaseId): Promise<void> {
  const file = join(home, LETTER_NAME)
  await writeFile(file, LETTER, { mode: 0o600 })
  const { token } = await office.engine.grant(file, 'import')
  await office.call('import.files', { job: newJob(), case: id, files: [token] })
  await rm(file)
}

/** As in the window: the original is loaded anew, the witness says what they see, sees what was saved, reads, and signs. */
async function sit(
  office: Office,
  { exhibit, witness, officerPassphrase, witnessPassphrase }: { exhibit: ExhibitId; witness: PersonId; officerPassphrase: string; witnessPassphrase: string },
): Promise<void> {
  const relation = { exposed: 'colleague', officer: 'none', words: 'Kollega på en annan enhet' } as const
  await office.call('sitting.begin', { exhibits: [exhibit], witness, relation, language: 'sv' })
  const { items } = await office.call('sitting.load', { job: newJob(), exhibit, tab: null })
  await office.call('sitting.loaded', { exhibit })
  const pick = (choices: readonly string[] = []) => ({ how: choices[0] === undefined ? ('not-seen' as const) : ('picked' as const), value: choices[0] ?? '' })
  const { accounts, words, dates } = items[0]?.choices ?? {}
  const answers = { present: 'yes' as const, account: pick(accounts), words: pick(words), date: pick(dates), pictures: [], remark: '' }
  await office.call('sitting.answer', { exhibit, answers })
  await office.call('sitting.saved', { exhibit })
  const drawn = await office.call('sitting.draft', { exhibit, agrees: 'yes', reservation: '' })
  const challenges = drawn.items.flatMap(({ draft }) => draft?.challenge ?? [])
  await office.call('sitting.sign', { challenges, passphrase: passphraseBytes(witnessPassphrase), hand: null })
  await office.call('sitting.end', { passphrase: passphraseBytes(officerPassphrase) })
}
